export * from './align-deal';
export * from './judging-version';
export * from './runs';
export * from './same-name';
export * from './waivers';
