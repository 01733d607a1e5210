import { startServerOfThisRun } from './server-of-this-run';

module.exports = startServerOfThisRun;
