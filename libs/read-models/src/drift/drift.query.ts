import { type Question, type Shape } from '../question';
import { type DriftRow } from './drift.rows';

/** A share with its number of cases and interval. */
const SHARE: Shape = {
  type: 'object',
  properties: {
    count: { type: 'integer' },
    n: { type: 'integer' },
    share: { type: 'number' },
    low: { type: 'number', description: 'Lower end of its 95 % interval' },
    high: { type: 'number', description: 'Upper end of its 95 % interval' },
  },
  required: ['count', 'n', 'share', 'low', 'high'],
};

const SHARES: Shape = {
  type: 'array',
  items: {
    type: 'object',
    properties: {
      name: { type: 'string' },
      before: SHARE,
      after: SHARE,
      difference: { type: 'number', description: 'In standard deviations of one case' },
    },
    required: ['name', 'before', 'after', 'difference'],
  },
};

/** The middle of a measure with its number of cases and interval. */
const MEDIAN: Shape = {
  type: 'object',
  properties: {
    n: { type: 'integer' },
    median: { type: 'number', nullable: true },
    low: { type: 'number', nullable: true, description: 'Lower end of its 95 % interval' },
    high: { type: 'number', nullable: true, description: 'Upper end of its 95 % interval' },
  },
  required: ['n', 'median', 'low', 'high'],
};

/** Of control_flow everything but the measure; of the other kinds the measure alone. */
const CHANGED: Shape = {
  type: 'object',
  properties: {
    relations: SHARES,
    activities: SHARES,
    branches: SHARES,
    teams: SHARES,
    measure: {
      type: 'object',
      description: 'Of all kinds but control_flow, and nothing else of those',
      properties: { before: MEDIAN, after: MEDIAN },
      required: ['before', 'after'],
    },
  },
  additionalProperties: false,
};

export const driftQuestion: Question<DriftRow> = {
  path: 'drifts',
  heading: 'drift and signals',
  summary: 'Since when is work done otherwise than before, and what changed?',
  order: ['drift_id'],
  orders: {
    since: ['-since_at'],
    largest: ['-effect'],
  },
  filters: {
    process: 'process_id',
    kind: 'kind',
    verdict: 'verdict',
    direction: 'direction',
    planned: 'planned',
    since: { span: 'since_at', meaning: 'When the first case of the new way began' },
  },
  words: {
    kind: { control_flow: true, duration: true, handover: true, conformance: true },
    verdict: { changed: true, no_change_found: true, insufficient: true },
    direction: { up: true, down: true },
  },
  estimates: [{ value: 'effect', n: 'n' }],
  shapes: { changed: CHANGED },
};
