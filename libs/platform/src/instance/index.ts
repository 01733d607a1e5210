export { claimDataFolder } from './claim-data-folder';
export { dataFolderOf } from './data-folder';
export { type Instance, readInstance, removeInstance, writeInstance } from './instance-file';
