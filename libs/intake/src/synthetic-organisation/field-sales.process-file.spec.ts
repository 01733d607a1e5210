import {
  commandsToPublish,
  lintDefinition,
  parseProcessFile,
  processDecider,
  decideInTurn,
} from '@gemba/sales-process';
import { arrivalsOf } from './arrivals';
import { fieldSalesProcessFile } from './field-sales.process-file';

const parsed = parseProcessFile(fieldSalesProcessFile('Europe/Berlin'));

describe('the field-sales process as a file', () => {
  it('has no fault and lints clean', () => {
    expect(parsed.faults).toEqual([]);
    expect(lintDefinition(parsed.definition!)).toEqual([]);
  });

  it('publishes the very process that the organisation’s own events tell of', () => {
    const publication = {
      now: '2024-12-30T23:00:00.000000Z',
      evidenceIds: [],
      emergencyReason: 'none',
      migration: 'stay',
    } as const;
    const commands = commandsToPublish(parsed.definition!, processDecider.initial, publication);
    const decision = decideInTurn(commands, processDecider.initial);
    const saidBy = (events: readonly { type: string; data: object }[]): unknown[] =>
      events.filter(({ type }) => type !== 'VersionPublished').map(({ type, data }) => ({ type, data }));
    const told = [...arrivalsOf({ deals: 0 })]
      .filter(({ stream }) => stream.startsWith('process-'))
      .map(({ event }) => event);
    expect(decision.accepted && saidBy(decision.events)).toEqual(saidBy(told));
  });
});
