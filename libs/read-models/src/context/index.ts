export * from './context';
export { contextOf, isReferenceStream } from './context-of';
