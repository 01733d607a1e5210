import { type EventMetadata, eventIdOf, type JsonObject } from '@gemba/event-sourcing';
import { DATA_LENGTH_MAX, OBJECT_ID_LENGTH_MAX } from './bounds';
import { checkFact } from './fact';

const metadata: EventMetadata = {
  schemaVersion: 1,
  occurredAt: '2026-03-02T09:00:00.000000Z',
  source: 'crm',
  sourceEventId: 'history/77',
};

const check = (type: string, data: JsonObject, changed: Partial<EventMetadata> = {}, stream?: string) =>
  checkFact({ type, data, metadata: { ...metadata, ...changed }, stream });

const faultsOf = (...args: Parameters<typeof check>) => {
  const checked = check(...args);
  return 'faults' in checked ? checked.faults : [];
};

const codesOf = (...args: Parameters<typeof check>) =>
  faultsOf(...args).map(({ code, field }) => `${code} ${field ?? '-'}`);

describe('a draft that is right', () => {
  it('becomes an event with its id, in the stream that its data name', () => {
    const checked = check('DealOpened', { dealId: 'crm:1', amountMinor: 1200, currency: 'EUR' });
    expect(checked).toMatchObject({ fact: { stream: 'deal-crm:1', event: { type: 'DealOpened', metadata } } });
    expect('fact' in checked && checked.fact.event.eventId).toBe(eventIdOf('crm', 'history/77'));
  });

  it('keeps members that its type does not know', () => {
    const checked = check('DealWon', { dealId: 'crm:1', colour: 'green' });
    expect('fact' in checked && checked.fact.event.data).toEqual({ dealId: 'crm:1', colour: 'green' });
  });

  it('may name its stream where the type may stand anywhere', () => {
    expect(check('ActivityRecorded', { activity: 'called' }, {}, 'quote-crm:7')).toMatchObject({
      fact: { stream: 'quote-crm:7' },
    });
  });

  it('may carry accents, emoji and other whole characters', () => {
    expect(codesOf('DealLost', { dealId: 'crm:é', reason: 'zu teuer 🙁' }, { actorId: 'crm:Göran' })).toEqual([]);
  });
});

describe('a draft with faults', () => {
  it('is told of all of them at once, each by its field', () => {
    const faults = codesOf('DealOpened', { amountMinor: 1.5, segment: 7 }, { source: 'my crm', actorId: '' });
    expect(faults).toEqual([
      'invalid source',
      'invalid actorId',
      'missing data.dealId',
      'invalid data.segment',
      'invalid data.amountMinor',
    ]);
  });

  it.each<[string, string, JsonObject, string]>([
    ['an unknown type', 'DealSneezed', { dealId: 'crm:1' }, 'unknown-type type'],
    ['an id without a source', 'DealWon', { dealId: '4711' }, 'invalid data.dealId'],
    ['an id without a native part', 'DealWon', { dealId: 'crm:' }, 'invalid data.dealId'],
    [
      'an id too long for an index',
      'DealWon',
      { dealId: `crm:${'9'.repeat(OBJECT_ID_LENGTH_MAX)}` },
      'invalid data.dealId',
    ],
    ['a currency in words', 'DealWon', { dealId: 'crm:1', currency: 'euro' }, 'invalid data.currency'],
    ['money that JSON rounds', 'DealWon', { dealId: 'crm:1', amountMinor: 2 ** 53 }, 'invalid data.amountMinor'],
    [
      'a number that became infinite',
      'EffortLogged',
      { dealId: 'crm:1', hours: Infinity, kind: 'x' },
      'invalid data.hours',
    ],
    ['a NUL character', 'DealLost', { dealId: 'crm:1', reason: 'a\u0000b' }, 'unstorable-text data.reason'],
    ['half a character', 'DealLost', { dealId: 'crm:1', reason: '\ud83d' }, 'unstorable-text data.reason'],
    ['half a character in a key', 'DealLost', { dealId: 'crm:1', '\ud83d': 1 }, 'unstorable-text data.\ud83d'],
    ['a novel', 'DealLost', { dealId: 'crm:1', reason: 'x'.repeat(DATA_LENGTH_MAX) }, 'too-large data'],
    ['an unknown zone', 'DealOpened', { dealId: 'crm:1', customerTz: 'Mars/Olympus' }, 'invalid data.customerTz'],
    ['a deal merged into itself', 'DealsMerged', { dealId: 'crm:1', survivorId: 'crm:1' }, 'invalid data.survivorId'],
    ['an activity of nothing', 'ActivityRecorded', { activity: 'called' }, 'missing subject'],
  ])('%s is refused', (_, type, data, expected) => {
    expect(codesOf(type, data)).toEqual([expected]);
  });

  it('is refused in a shape that its type never had', () => {
    expect(codesOf('DealWon', { dealId: 'crm:1' }, { schemaVersion: 9 })).toEqual(['unknown-type type']);
  });

  it('is refused where it is nested beyond all measure, however deep', () => {
    let deep: JsonObject = {};
    for (let level = 0; level < 50_000; level++) deep = { deep };
    const [found] = faultsOf('DealWon', { dealId: 'crm:1', deep });
    expect(found?.code).toBe('too-large');
  });

  it.each([
    ['of another family', 'quote-crm:1'],
    ['of another object', 'deal-crm:2'],
    ['of no family of ours', 'invoice-crm:1'],
    ['without a source in its id', 'deal-1'],
  ])('is refused for a stream %s', (_, stream) => {
    expect(codesOf('DealWon', { dealId: 'crm:1' }, {}, stream)).toEqual(['stream-mismatch subject']);
  });

  it('says in each sentence what is wrong and what to do', () => {
    for (const { message } of faultsOf('DealOpened', { amountMinor: 1.5 }, { source: 'my crm' })) {
      expect(message).toMatch(/(source|data\.\w+) (is|has) .+\.$/);
    }
  });
});

describe('a correction', () => {
  const corrects = (replacement: JsonObject | null) =>
    codesOf(
      'DealEventCorrected',
      { correctsEventId: eventIdOf('crm', 'history/1'), mappingVersion: 2, replacement, reason: 'wrong currency' },
      {},
      'deal-crm:1',
    );

  it('may put another event in the place, or none', () => {
    expect(corrects(null)).toEqual([]);
    expect(corrects({ type: 'DealWon', data: { dealId: 'crm:1' } })).toEqual([]);
  });

  it('is refused when what it puts there could not have been recorded', () => {
    expect(corrects({ type: 'DealWon', data: {} })).toEqual(['missing data.replacement.data.dealId']);
    expect(corrects({ type: 'Sneeze', data: {} })).toEqual(['unknown-type data.replacement.type']);
    expect(corrects({ type: 'DealWon', data: { dealId: 'crm:1' }, occurredAt: '2026-03-02' })).toEqual([
      'invalid data.replacement.occurredAt',
    ]);
  });

  it('is refused when what it puts there could not stand in that stream', () => {
    expect(corrects({ type: 'DealWon', data: { dealId: 'crm:2' } })).toEqual(['stream-mismatch data.replacement']);
    expect(corrects({ type: 'QuoteAccepted', data: { quoteId: 'crm:1' } })).toEqual([
      'stream-mismatch data.replacement',
    ]);
  });

  it('is refused when it would state what only commands decide, or correct by a correction', () => {
    const retired = { processId: 'crm:p', version: 1 };
    expect(corrects({ type: 'VersionRetired', data: retired })).toEqual(['type-not-public data.replacement.type']);
    const nested = { correctsEventId: eventIdOf('crm', '1'), mappingVersion: 1, replacement: null, reason: 'x' };
    expect(corrects({ type: 'DealEventCorrected', data: nested })).toEqual(['type-not-public data.replacement.type']);
  });
});
