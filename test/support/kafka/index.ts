export { describeOnKafka, describeOnOwnKafka, uniqueName } from './broker-of-this-run';
export { freePorts } from './free-ports';
export { startOwnBroker } from './start-own-broker';
export type * from './test-broker';
