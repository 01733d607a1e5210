export { type PublishedColumn } from './published-column';
export { type FreshnessKind, type PublishedView, publishedView, type ViewSource } from './published-view';
export { type PublishedFunction } from './view-sql';
