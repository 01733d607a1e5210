import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Breach, sentenceOf } from './breach';
import { compareContracts, type Comparison } from './compare-contracts';
import { type AsyncApi, messageContracts } from './message-contracts';

/* The contracts as they are today, with one change planted in each. */

type Editable = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

const TODAY = readFileSync(join(__dirname, '../../docs/generated/asyncapi.json'), 'utf8');

const after = (change: (document: Editable) => void): Comparison => {
  const changed = JSON.parse(TODAY) as Editable;
  change(changed);
  const [published, today] = [JSON.parse(TODAY) as AsyncApi, changed as AsyncApi];
  return compareContracts(messageContracts(published), messageContracts(today));
};

const blamed = ({ breaches }: Comparison): string[] =>
  breaches.map(({ topic, message, member, code }: Breach) => `${topic} ${message} ${member ?? '-'}: ${code}`);

const IN = 'gemba.deal-events.v1';
const OUT = 'gemba.recorded.v1';
const FOUND = 'gemba.findings.v1';

const schemas = (document: Editable): Editable => document['components'].schemas;
const dataOf = (document: Editable, key: string): Editable => schemas(document)[key];
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** A new shape of an event: on both topics, or where its old shape is not kept, in its stead. */
const withVersion2 = (document: Editable, event: string, change: (data: Editable) => void, keepsOld = true): void => {
  const data = copy(dataOf(document, `${event}.v1`));
  change(data);
  schemas(document)[`${event}.v2`] = data;
  for (const channel of ['published', 'recorded']) {
    const message = copy(document['components'].messages[`${channel}.${event}.v1`]);
    document['components'].messages[`${channel}.${event}.v2`] = {
      ...message,
      name: `gemba.${event}.v2`,
      payload: { $ref: `#/components/schemas/${event}.v2` },
    };
    const { messages } = document['channels'][channel];
    messages[`${channel}.${event}.v2`] = { $ref: `#/components/messages/${channel}.${event}.v2` };
    if (!keepsOld) delete messages[`${channel}.${event}.v1`];
  }
};

const newEvent = (document: Editable, channel: string, name: string): void => {
  document['components'].messages[`${channel}.${name}.v1`] = {
    name: `gemba.${name}.v1`,
    traits: [{ $ref: `#/components/messageTraits/${channel}` }],
    payload: { type: 'object' },
  };
  document['channels'][channel].messages[`${channel}.${name}.v1`] = {
    $ref: `#/components/messages/${channel}.${name}.v1`,
  };
};

const both = (message: string, member: string, [onIn, onOut]: readonly [string | null, string | null]): string[] => [
  ...(onIn === null ? [] : [`${IN} ${message} ${member}: ${onIn}`]),
  ...(onOut === null ? [] : [`${OUT} ${message} ${member}: ${onOut}`]),
];

describe('no change', () => {
  it('breaks nobody', () => expect(after(() => undefined)).toEqual({ breaches: [], added: [] }));
});

describe('a change that breaks nobody', () => {
  it.each<[string, (document: Editable) => void]>([
    ['other words for people', (d) => (dataOf(d, 'DealOpened.v1')['description'] = 'Otherwise said.')],
    ['another example', (d) => (dataOf(d, 'DealOpened.v1')['examples'] = [{ dealId: 'crm:2' }])],
    ['another member in what is found', (d) => (detailOf(d)['properties'].certainty = { type: 'number' })],
    [
      'another header on what is recorded',
      (d) => (headersOf(d, 'Recorded')['properties'].ce_tone = { type: 'string' }),
    ],
    ['a header of findings that is always there now', (d) => headersOf(d, 'Finding')['required'].push('ce_tone')],
    ['a header that publishers may leave out now', (d) => headersOf(d, 'Published')['required'].pop()],
    ['a tighter form of what is sent', (d) => (headersOf(d, 'Finding')['properties'].ce_id.maxLength = 20)],
  ])('is %s', (_, change) => expect(after(change)).toEqual({ breaches: [], added: [] }));

  it('is a new event, and it is told of', () => {
    const change = (document: Editable) => {
      newEvent(document, 'published', 'DealPaused');
      newEvent(document, 'recorded', 'DealPaused');
      newEvent(document, 'findings', 'DealForgotten');
    };
    expect(after(change)).toEqual({
      breaches: [],
      added: [`${IN}, gemba.DealPaused.v1`, `${OUT}, gemba.DealPaused.v1`, `${FOUND}, gemba.DealForgotten.v1`],
    });
  });

  it('is a new version with another member beside the old version', () => {
    const added = (document: Editable) =>
      withVersion2(document, 'DealWon', (data) => (data['properties'].signedBy = { type: 'string' }));
    expect(after(added)).toEqual({ breaches: [], added: [`${IN}, gemba.DealWon.v2`, `${OUT}, gemba.DealWon.v2`] });
  });

  it('is a new version that demands more of publishers, who may go on sending the old one', () => {
    const demanding = (document: Editable) =>
      withVersion2(document, 'DealWon', (data) => data['required'].push('amountMinor'));
    expect(after(demanding).breaches).toEqual([]);
  });

  it('is a further topic', () => {
    const further = (document: Editable) => {
      document['channels'].recordedV2 = { ...copy(document['channels'].recorded), address: 'gemba.recorded.v2' };
      document['operations'].publishRecordedV2 = { action: 'send', channel: { $ref: '#/channels/recordedV2' } };
    };
    expect(after(further).breaches).toEqual([]);
  });
});

describe('a change of a published shape', () => {
  const won = 'gemba.DealWon.v1';
  const lost = 'gemba.DealLost.v1';

  it.each<[string, string, string, (data: Editable) => void, readonly [string | null, string | null]]>([
    ['removes a member', won, 'data.currency', (s) => delete s['properties'].currency, ['dropped', 'unnamed']],
    [
      'demands a member that could be left out',
      won,
      'data.currency',
      (s) => s['required'].push('currency'),
      ['missing', null],
    ],
    [
      'makes a member optional that was always there',
      won,
      'data.dealId',
      (s) => (s['required'] = []),
      [null, 'missing'],
    ],
    ['adds a member', won, 'data.mood', (s) => (s['properties'].mood = { type: 'string' }), ['unnamed', null]],
    ['narrows a type', won, 'data.currency', (s) => (s['properties'].currency = { type: 'null' }), ['type', 'type']],
    [
      'widens a type',
      won,
      'data.currency',
      (s) => (s['properties'].currency.type = ['string', 'null']),
      [null, 'type'],
    ],
    [
      'takes a value out of a list',
      lost,
      'data.statedBy',
      (s) => (s['properties'].statedBy.enum = ['rep']),
      ['value', null],
    ],
    [
      'adds a value to a list',
      lost,
      'data.statedBy',
      (s) => s['properties'].statedBy.enum.push('crm'),
      [null, 'value'],
    ],
    ['demands a form', won, 'data.currency', (s) => (s['properties'].currency.pattern = '^[A-Z]{3}$'), ['bound', null]],
    ['narrows a range', won, 'data.amountMinor', (s) => (s['properties'].amountMinor.minimum = 0), ['bound', null]],
    ['widens a range', won, 'data.amountMinor', (s) => delete s['properties'].amountMinor.minimum, [null, 'bound']],
  ])('that %s is a breach for those it breaks: %s', (_, message, member, change, codes) => {
    const key = message.replace('gemba.', '');
    expect(blamed(after((document) => change(dataOf(document, key))))).toEqual(both(message, member, codes));
  });

  it('that renames a member is one for both', () => {
    const renamed = after((document) => {
      const { properties } = dataOf(document, 'DealWon.v1');
      properties.currencyCode = properties.currency;
      delete properties.currency;
    });
    expect(blamed(renamed)).toEqual([
      `${IN} ${won} data.currencyCode: unnamed`,
      `${IN} ${won} data.currency: dropped`,
      `${OUT} ${won} data.currency: unnamed`,
    ]);
  });

  it('is found inside lists', () => {
    const changed = after((document) => {
      dataOf(document, 'HandoverRejected.v1')['properties'].items.items.properties.defect.enum.pop();
    });
    expect(blamed(changed)).toEqual([`${IN} gemba.HandoverRejected.v1 data.items[].defect: value`]);
  });
});

describe('a message', () => {
  it('that is gone breaks those who send it and those who wait for it', () => {
    const gone = (document: Editable) => {
      delete document['channels'].published.messages['published.DealWon.v1'];
      delete document['channels'].recorded.messages['recorded.DealWon.v1'];
      delete document['channels'].findings.messages['findings.ShortcutRetracted.v1'];
    };
    expect(blamed(after(gone))).toEqual([
      `${IN} gemba.DealWon.v1 -: removed`,
      `${OUT} gemba.DealWon.v1 -: removed`,
      `${FOUND} gemba.ShortcutRetracted.v1 -: removed`,
    ]);
  });

  it('of another name is a message that is gone', () => {
    const renamed = after((document) => {
      document['components'].messages['recorded.DealWon.v1'].name = 'gemba.DealClosedWon.v1';
    });
    expect(blamed(renamed)).toEqual([`${OUT} gemba.DealWon.v1 -: removed`]);
  });

  it('may not get a new shape without the old one staying readable', () => {
    const replaced = after((document) => withVersion2(document, 'DealWon', () => undefined, false));
    expect(blamed(replaced)).toEqual([`${IN} gemba.DealWon.v1 -: removed`, `${OUT} gemba.DealWon.v1 -: removed`]);
  });

  it('may not lose in a new shape what consumers of the old one were promised', () => {
    const poorer = after((document) => withVersion2(document, 'DealWon', (data) => delete data['properties'].currency));
    expect(blamed(poorer)).toEqual([`${OUT} gemba.DealWon.v2 data.currency: unnamed`]);
    expect(poorer.breaches[0]?.fault).toMatch(/^As version 1 of DealWon: /);
  });

  it('keeps its key and its content type', () => {
    const moved = after((document) => {
      document['components'].messageTraits.findings['x-key'] = ['table'];
      document['components'].messageTraits.structured.contentType = 'application/json';
    });
    expect(blamed(moved)).toContain(`${FOUND} gemba.ShortcutDetected.v1 and 5 others -: key`);
    expect(blamed(moved)).toContain(`${IN} application/cloudevents+json -: content-type`);
  });
});

describe('headers', () => {
  it('that consumers were promised stay', () => {
    const gone = after((document) => delete headersOf(document, 'Recorded')['properties'].ce_position);
    expect(blamed(gone)).toEqual([`${OUT} gemba.DealOpened.v1 and 71 others headers.ce_position: unnamed`]);
    const optional = after((document) => {
      const headers = headersOf(document, 'Recorded');
      headers['required'] = headers['required'].filter((name: string) => name !== 'ce_position');
    });
    expect(blamed(optional)).toEqual([`${OUT} gemba.DealOpened.v1 and 71 others headers.ce_position: missing`]);
  });

  it('that publishers could leave out are not demanded', () => {
    const demanded = after((document) => headersOf(document, 'Published')['required'].push('ce_sequence'));
    expect(blamed(demanded)).toEqual([`${IN} gemba.DealOpened.v1 and 64 others headers.ce_sequence: missing`]);
  });
});

describe('a channel', () => {
  it.each<[string, string, (document: Editable) => void]>([
    ['keeps its topic', 'topic', (d) => (d['channels'].recorded.address = 'gemba.recorded.v2')],
    ['keeps its partitions', 'partitions', (d) => (d['channels'].recorded.bindings.kafka.partitions = 24)],
    ['keeps its side', 'side', (d) => (d['operations'].publishRecorded.action = 'receive')],
    ['stays', 'channel-removed', (d) => delete d['channels'].recorded],
  ])('%s', (_, code, change) => {
    expect(blamed(after(change))).toContain(`${OUT} every message -: ${code}`);
  });
});

describe('a breach', () => {
  it('says in one sentence which event, which member, what is wrong and what to do', () => {
    const { breaches } = after((document) => delete dataOf(document, 'DealWon.v1')['properties'].currency);
    expect(breaches.map(sentenceOf)).toEqual([
      'gemba.deal-events.v1, gemba.DealWon.v1, data.currency: publishers send it, and it is read no more (removed or ' +
        'renamed). Raise the schema version of the event, with an upcaster that holds the published schema: then both ' +
        'shapes are taken.',
      'gemba.recorded.v1, gemba.DealWon.v1, data.currency: it was promised, and is gone (removed or renamed). Keep what ' +
        'was promised, or say the new thing under a new name: another member, or another event.',
    ]);
  });
});

const headersOf = (document: Editable, whose: string): Editable => dataOf(document, `${whose}Headers.v1`);
const detailOf = (document: Editable): Editable => dataOf(document, 'ShortcutDetected.v1')['properties'].detail;
