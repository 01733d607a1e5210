export * from './cadence-adherence';
export * from './chase';
export * from './chases';
export * from './follow-up-settings';
export * from './media-share';
export * from './outbound-attempts';
export * from './spacing';
export * from './touches';
