import { join } from 'node:path';

/** The process definition files that Gemba ships, by name: places to begin, to be copied and changed. */
export const PROCESS_TEMPLATES = {
  'eight-steps': join(__dirname, 'eight-steps.process.yaml'),
  'customer-journey': join(__dirname, 'customer-journey.process.yaml'),
} as const;
