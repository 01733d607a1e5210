import { stopServerOfThisRun } from './server-of-this-run';

module.exports = stopServerOfThisRun;
