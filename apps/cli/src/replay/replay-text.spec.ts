import { type ReplayAnswer, type ReplayEntry } from './replay-answer';
import { replayText } from './replay-text';

const standing = {
  ...{ attempt: 1, stepKey: 'offer', outcome: 'open', processId: null, version: null },
  ...{ amountMinor: 123_450, currency: 'EUR', ownerId: 'crm:ann' },
};

const entry: ReplayEntry = {
  ...{ seq: 1, kind: 'happened', type: 'StepEntered', data: { dealId: 'crm:1', stepKey: 'offer' } },
  ...{ occurredAt: '2026-08-03T09:00:00.000000Z', timePrecision: null, recordedAt: '2026-08-03T09:00:01.500000Z' },
  ...{ actorId: 'crm:ann', source: 'crm', stream: 'deal-crm:1', standing },
};

const answer = (entries: readonly ReplayEntry[]): ReplayAnswer => ({
  ...{ dealId: 'crm:1', streams: ['deal-crm:1'], asOf: { recordedAt: null, position: '9' }, asAt: null },
  ...{ events: entries.length, entries, next: null },
});

describe('replayText', () => {
  it('says of each event when it happened, when it was recorded, who, what, and where the deal stood', () => {
    expect(replayText(answer([entry]))).toEqual([
      'Deal crm:1: 1 events in 1 streams, up to position 9 of the record',
      '',
      '#  happened              recorded                who      what',
      '1  2026-08-03 09:00:00Z  2026-08-03 09:00:01.5Z  crm:ann  StepEntered  stepKey=offer  → open · offer · 1234.50 EUR · crm:ann',
    ]);
  });

  it.each([
    [123_450, 'JPY', '123450 JPY'],
    [123_450, 'KWD', '123.450 KWD'],
    [123_450, 'BTC', '123450 minor units of BTC'],
    [123_450, null, '123450 minor units of an unknown currency'],
  ])('shows %d minor units of %s as %s', (amountMinor, currency, shown) => {
    const text = replayText(answer([{ ...entry, standing: { ...standing, amountMinor, currency } }])).at(-1);
    expect(text).toContain(` · ${shown} · `);
  });

  it('names items by their keys and what is wrong with them', () => {
    const items = [
      { key: 'parts-list', valid: true },
      { key: 'address', valid: false },
    ];
    const submitted = { ...entry, type: 'HandoverSubmitted', data: { items } };
    const rejected = { ...entry, type: 'HandoverRejected', data: { items: [{ key: 'address', defect: 'missing' }] } };
    const text = replayText(answer([submitted, rejected])).join('\n');
    expect(text).toContain('items=parts-list, address (not in order)');
    expect(text).toContain('items=address (missing)');
  });

  it('names the standing only where it changed', () => {
    const lines = replayText(answer([entry, { ...entry, seq: 2, type: 'EffortLogged', data: { hours: 2 } }]));
    expect(lines.at(-1)).toMatch(/EffortLogged\s+hours=2$/);
  });

  it('marks what was corrected or withdrawn, and times that the source did not know', () => {
    const text = replayText(
      answer([
        { ...entry, kind: 'corrected', timePrecision: 'day' },
        { ...entry, seq: 2, kind: 'withdrawn', timePrecision: 'unknown', actorId: null },
      ]),
    ).join('\n');
    expect(text).toMatch(/2026-08-03 .*StepEntered \(as corrected\)/);
    expect(text).toMatch(/time unknown .* crm .*StepEntered \(withdrawn: it never happened\)/);
  });

  it('names the as-of and the as-at that were asked for', () => {
    const asked = {
      ...answer([]),
      asOf: { recordedAt: '2026-08-04T00:00:00.000000Z', position: '3' },
      asAt: '2026-08-01T00:00:00.000000Z',
    };
    expect(replayText(asked)[0]).toBe(
      'Deal crm:1: 0 events in 1 streams, as known at 2026-08-04 00:00:00Z, up to position 3 of the record, happened by 2026-08-01 00:00:00Z',
    );
  });
});
