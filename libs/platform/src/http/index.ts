export { createHttpApplication } from './create-http-application';
export { describeInterface } from './openapi';
