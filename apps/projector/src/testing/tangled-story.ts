import { corrected, reference, type StoryEvent, told } from './sales-story';

const quoted = told('quote', 'q:1', 'QuoteSent', '2026-03-03T09:00:00Z', { dealId: 'crm:1', amountMinor: 500 });
const mergedAway = told('deal', 'crm:2', 'DealsMerged', '2026-03-06T09:00:00Z', { survivorId: 'crm:1' });
const wronglyMerged = told('deal', 'crm:3', 'DealsMerged', '2026-03-06T10:00:00Z', { survivorId: 'crm:1' });
const offered = told('deal', 'crm:1', 'StepEntered', '2026-03-04T09:00:00Z', { stepKey: 'offer' }, { sequence: 7 });

const deal = (id: string, day: number): StoryEvent[] => {
  const at = (hour: number): string => `2026-03-0${day}T${String(hour).padStart(2, '0')}:00:00Z`;
  return [
    told('deal', id, 'DealOpened', at(8), { processId: 'sale', segment: id, currency: 'EUR', amountMinor: day }),
    told('deal', id, 'StepEntered', at(9), { stepKey: 'approach' }, { sequence: 9 }),
    // The same instant, told by two sources and without a sequence.
    told('deal', id, 'StepEntered', at(9), { stepKey: 'offer' }),
    told('deal', id, 'StepEntered', at(9), { stepKey: 'closing' }, { source: 'mail' }),
    told('deal', id, 'StepEntered', at(11), { stepKey: 'approach' }, { sequence: 10 }),
    told('deal', id, 'DealLost', at(12), { reason: 'price' }),
    told('deal', id, 'DealReopened', at(13)),
    told('deal', id, 'DealWon', at(14)),
  ];
};

/**
 * All that makes arrival hard: equal instants, missing sequences, quotes and conversations that name their deal late or
 * through each other, merges in chains and circles, corrections of all of these, deals nobody opened.
 */
export const tangledStory = (): StoryEvent[] => [
  ...reference(),
  told('organisation', 'us', 'CalendarPublished', '2026-05-01T00:00:00Z', {
    calendarId: 'office',
    version: 2,
    tz: 'Europe/Amsterdam',
    hours: [{ weekday: 2, from: '10:00', to: '12:00' }],
    holidays: [],
  }),
  ...deal('crm:1', 2),
  ...deal('crm:2', 3),
  ...deal('crm:3', 4),
  told('deal', 'crm:4', 'StepEntered', '2026-03-05T09:00:00Z', { stepKey: 'offer' }),
  offered,
  corrected(offered, 1, { type: 'StepEntered', data: { dealId: 'crm:1', stepKey: 'closing' } }),
  corrected(offered, 2, {
    type: 'StepEntered',
    data: { dealId: 'crm:1', stepKey: 'approach' },
    occurredAt: '2026-03-04T12:00:00Z',
  }),
  quoted,
  told('quote', 'q:1', 'QuoteAccepted', '2026-03-05T09:00:00Z'),
  corrected(quoted, 1, { type: 'QuoteSent', data: { quoteId: 'q:1', dealId: 'crm:4' } }),
  told('quote', 'q:2', 'QuoteRejected', '2026-03-05T10:00:00Z'),
  told('quote', 'q:3', 'QuoteSuperseded', '2026-03-05T11:00:00Z', { byQuoteId: 'q:1' }),
  told('conversation', 'c:1', 'FollowUpSent', '2026-03-04T15:00:00Z', { medium: 'phone', quoteIds: ['q:1', 'q:3'] }),
  told('conversation', 'c:2', 'CustomerReplied', '2026-03-04T16:00:00Z', { medium: 'email', dealId: 'crm:2' }),
  told('conversation', 'c:3', 'CustomerReplied', '2026-03-04T17:00:00Z', { medium: 'email', dealId: 'crm:9' }),
  mergedAway,
  wronglyMerged,
  corrected(wronglyMerged, 1, null),
  told('deal', 'crm:4', 'DealsMerged', '2026-03-07T09:00:00Z', { survivorId: 'crm:2' }),
  told('deal', 'crm:5', 'DealsMerged', '2026-03-07T10:00:00Z', { survivorId: 'crm:6' }),
  told('deal', 'crm:6', 'DealsMerged', '2026-03-07T11:00:00Z', { survivorId: 'crm:5' }),
];
