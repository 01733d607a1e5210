export { frameworkLogger } from './framework-logger';
export { logOptions } from './log-options';
