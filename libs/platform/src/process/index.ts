export { gembaVersion } from './gemba-version';
export { startFault } from './start-fault';
export { runUntilSignal, type Running, type RunOptions } from './run-until-signal';
