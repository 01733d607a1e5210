export { gembaVersion } from './gemba-version';
export { runUntilSignal, type Running, type RunOptions } from './run-until-signal';
