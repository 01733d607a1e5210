export { Groups } from './groups';
