export * from './alignments';
export * from './calendar-for';
export * from './context';
export { contextOf, isReferenceStream } from './context-of';
export * from './measurement-rules';
export * from './process-version';
export * from './team-at';
export * from './version-at';
