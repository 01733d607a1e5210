export { createHttpApplication } from './create-http-application';
export { listen } from './listen';
export { describeInterface } from './openapi';
export { type RunningApp, startApp } from './start-app';
