export { frameworkLogger } from './framework-logger';
export { logOptions } from './log-options';
export { withoutSecrets } from './without-secrets';
