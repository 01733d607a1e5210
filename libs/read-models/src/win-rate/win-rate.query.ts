import { type Question } from '../question';
import { type WinRateRow } from './win-rate.rows';

export const winRateQuestion: Question<WinRateRow> = {
  path: 'win-rates',
  heading: 'quotes and follow-ups',
  summary: 'What share was won: of what was decided, of all that ended, by value, by cohort?',
  order: ['group_id'],
  orders: {
    period: ['period'],
    largest: ['-decided_n'],
    best: ['-rate_decided'],
  },
  filters: {
    unit: 'unit',
    scope: 'scope',
    process: { column: 'scope_value', where: { scope: 'process' }, meaning: 'The rows of this process' },
    segment: { column: 'scope_value', where: { scope: 'segment' }, meaning: 'The rows of this customer segment' },
    channel: { column: 'scope_value', where: { scope: 'channel' }, meaning: 'The rows of this channel' },
    team: { column: 'scope_value', where: { scope: 'team' }, meaning: 'The rows of this team' },
    owner: { column: 'scope_value', where: { scope: 'owner' }, meaning: 'The rows of this owner' },
    periodKind: 'period_kind',
    period: { span: 'period', meaning: 'First day of the month' },
    evidence: 'evidence',
  },
  words: {
    unit: { deal: true, quote: true },
    scope: { all: true, process: true, segment: true, channel: true, team: true, owner: true },
    period_kind: { all: true, close_month: true, open_month: true },
    evidence: { sufficient: true, insufficient: true },
    all_evidence: { sufficient: true, insufficient: true },
  },
  estimates: [
    { value: 'rate_decided', n: 'decided_n', interval: ['rate_decided_lo', 'rate_decided_hi'] },
    { value: 'rate_all', n: 'all_n', interval: ['rate_all_lo', 'rate_all_hi'] },
    { value: 'rate_value', n: 'decided_n' },
  ],
  shapes: {
    cohort_cif: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        nullable: true,
        additionalProperties: { type: 'number' },
      },
    },
    cohort_intervals: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        nullable: true,
        additionalProperties: { type: 'array', items: { type: 'number' } },
      },
    },
    cohort_known_n: { type: 'object', additionalProperties: { type: 'integer' } },
    cohort_evidence: { type: 'object', additionalProperties: { type: 'string' } },
  },
};
