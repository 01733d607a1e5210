import { join } from 'node:path';

const pathOf = (name: string): string => join(__dirname, '../../mappings', `${name}.mapping.yaml`);

/** The mapping files that Gemba ships, by name. */
export const SHIPPED_MAPPINGS = {
  bpic2012: pathOf('bpic2012'),
  'maven-pipeline': pathOf('maven-pipeline'),
  'generic-xes': pathOf('generic-xes'),
} as const;
