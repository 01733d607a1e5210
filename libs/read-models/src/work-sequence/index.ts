export { repetitionCounts } from './repetition-counts';
export { type WorkItem, workSequence } from './work-sequence';
