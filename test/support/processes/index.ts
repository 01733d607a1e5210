export { type AppName, AppProcess } from './app-process';
export { type CliRun, gemba } from './gemba';
export { ImageProcess } from './image-process';
export { StandaloneProcess } from './standalone-process';
export { SupervisedApp } from './supervised-app';
