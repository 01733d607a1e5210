export { dictionaryViews } from './dictionary-views';
export { functionsIn, type PublishedFunction } from './functions';
export { type PublishedColumn } from './published-column';
export { type FreshnessKind, publishedView, type PublishedView, type ViewSource } from './published-view';
export { type Relationship, relationships } from './relationships';
