export { type WorkItem, workSequence } from './work-sequence';
