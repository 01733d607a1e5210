import { reference, type StoryEvent, told } from './sales-story';

const DAY_MS = 86_400_000;
const FIRST = Date.parse('2026-01-05T09:00:00Z');
const STARTED = '2026-01-01T00:00:00Z';

/** What the house laid down beside its process: teams, a cadence, a handover. */
const house = (): StoryEvent[] => [
  told('organisation', 'us', 'MemberJoined', STARTED, { teamId: 'north', personId: 'crm:ann' }),
  told('organisation', 'us', 'MemberJoined', STARTED, { teamId: 'south', personId: 'crm:bob' }),
  told('process', 'sale', 'CadenceDefined', STARTED, {
    version: 1,
    count: 2,
    media: ['phone'],
    gapsDays: [2],
    toleranceDays: 1,
  }),
  told('process', 'sale', 'HandoverDefined', STARTED, {
    version: 1,
    key: 'order',
    afterStepKey: 'offer',
    fromTeam: 'sales',
    toTeam: 'desk',
    items: [{ key: 'terms', required: true, weight: 1 }],
  }),
];

const handedOver = (no: number, on: (day: number) => string): StoryEvent[] => {
  const handover = `crm:h${no}`;
  const isComplete = no % 4 !== 0;
  const submitted = (submissionNo: number, valid: boolean) => ({
    ...{ dealId: `crm:${no}`, fromTeam: 'sales', toTeam: 'desk', submissionNo },
    items: [{ key: 'terms', required: true, applicable: true, valid, ...(valid ? { value: 'crm:t' } : {}) }],
  });
  const first = told('handover', handover, 'HandoverSubmitted', on(8), submitted(1, isComplete));
  const accepted = told('handover', handover, 'HandoverAccepted', on(11));
  if (isComplete) return [first, accepted];
  const items = [{ key: 'terms', defect: 'missing' }];
  return [
    first,
    told('handover', handover, 'HandoverRejected', on(9), { items }),
    told('handover', handover, 'HandoverSubmitted', on(10), submitted(2, true)),
    accepted,
  ];
};

/** A deal that leaves something in every table; every third leaves a step out, every fifth stays open. */
const deal = (no: number): StoryEvent[] => {
  const on = (day: number): string => new Date(FIRST + (no + day) * DAY_MS).toISOString().replace('.000Z', 'Z');
  const id = `crm:${no}`;
  const quote = `cpq:${no}`;
  const enters = (stepKey: string, day: number) => told('deal', id, 'StepEntered', on(day), { stepKey });
  const works = (activity: string, day: number) => told('deal', id, 'ActivityRecorded', on(day), { activity });
  const asks = (day: number) =>
    told('conversation', `mail:${no}`, 'FollowUpSent', on(day), { quoteIds: [quote], medium: 'phone' });
  const isWon = no % 2 === 0;
  const opening = {
    processId: 'sale',
    segment: no % 2 === 0 ? 'small' : 'large',
    amountMinor: 100_000 * (1 + (no % 7)),
  };
  const closing = [
    told('quote', quote, isWon ? 'QuoteAccepted' : 'QuoteRejected', on(14)),
    told('deal', id, isWon ? 'DealWon' : 'DealLost', on(15)),
  ];
  return [
    told('deal', id, 'DealOpened', on(0), {
      ...opening,
      currency: 'EUR',
      ownerId: no % 3 === 0 ? 'crm:ann' : 'crm:bob',
    }),
    enters('approach', 1),
    works('call', 1),
    works('call', 2),
    told('quote', quote, 'QuoteSent', on(3), { dealId: id, amountMinor: 100_000, currency: 'EUR' }),
    asks(4),
    asks(6),
    ...(no % 3 === 0 ? [] : [enters('offer', 5)]),
    enters('closing', 7),
    ...handedOver(no, on),
    ...(no % 5 === 0 ? [] : closing),
  ];
};

/** Sixty deals on a process with everything that is laid down for one: no table stays empty. */
export const fullStory = (): StoryEvent[] => [
  ...reference(),
  ...house(),
  ...Array.from({ length: 60 }, (_, i) => deal(i + 1)).flat(),
];
