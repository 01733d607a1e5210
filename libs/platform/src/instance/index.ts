export { type Instance, readInstance, removeInstance, writeInstance } from './instance-file';
