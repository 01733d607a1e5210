export * from './bypassed-handovers';
export * from './entry-times';
export * from './left-steps';
export * from './missing-contributions';
export * from './skips';
