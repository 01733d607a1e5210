import { join } from 'node:path';

/** The process definition files that Gemba ships, by name: places to begin, to be copied and changed. */
export const PROCESS_TEMPLATES = {
  'eight-steps': join(__dirname, 'eight-steps.process.yaml'),
  'customer-journey': join(__dirname, 'customer-journey.process.yaml'),
  'bpic2012-loan': join(__dirname, 'bpic2012-loan.process.yaml'),
} as const;
