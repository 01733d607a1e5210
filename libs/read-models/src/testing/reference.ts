import { type StepDefined } from '@gemba/sales-process/sales.events';
import { type HistoryEvent } from '../history';
import { organisation, processOf } from './history';

/** A step that only its key, place and expected business seconds tell apart from others. */
export const stepDefinition = (
  version: number,
  key: string,
  ordinal: number,
  expectedBs: number,
): Omit<StepDefined['data'], 'processId'> => ({
  version,
  key,
  title: key,
  ordinal,
  purpose: 'to move on',
  ownerRole: 'rep',
  people: ['rep'],
  paperwork: ['none'],
  entry: 'begun',
  exit: 'done',
  expectedBs,
  mandatory: true,
  repeatable: false,
  visible: true,
});

/** The events of a published version: `publishedVersion('sale', 1, '2026-01-01 00:00', { approach: 3600, offer: 7200 })`. */
export const publishedVersion = (
  processId: string,
  version: number,
  effectiveFrom: string,
  expectedBsOf: Readonly<Record<string, number>>,
  calendarId?: string,
): HistoryEvent[] => {
  const tell = processOf(processId);
  const at = effectiveFrom;
  const steps = Object.entries(expectedBsOf).map(([key, expectedBs], i) =>
    tell('StepDefined', at, stepDefinition(version, key, i + 1, expectedBs)),
  );
  const published = {
    version,
    effectiveFrom: `${at.replace(' ', 'T')}:00Z`,
    evidenceIds: [],
    migration: 'stay' as const,
  };
  return [
    tell('ProcessDrafted', at, { version, title: processId, ...(calendarId === undefined ? {} : { calendarId }) }),
    ...steps,
    tell('VersionPublished', at, published),
  ];
};

const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5];

/** Monday to Friday, nine to five. */
export const officeHours = (
  tz: string,
  holidays: readonly string[] = [],
  calendarId = 'office',
  version = 1,
): HistoryEvent =>
  organisation('acme')('CalendarPublished', '2026-01-01 00:00', {
    calendarId,
    version,
    tz,
    hours: MONDAY_TO_FRIDAY.map((weekday) => ({ weekday, from: '09:00', to: '17:00' })),
    holidays,
  });

/** The ways between steps: `{ contact: ['offer'], offer: [] }`; members that differ from the usual under `more`. */
export type Ways = Readonly<Record<string, readonly string[]>>;

/** What a step has that the usual one has not. */
export type StepChanges = Partial<Omit<StepDefined['data'], 'processId' | 'version' | 'key'>>;

/** The events of a published version whose steps lead to each other as drawn; each is to take an hour. */
export const drawnVersion = (
  processId: string,
  version: number,
  effectiveFrom: string,
  ways: Ways,
  more: Readonly<Record<string, StepChanges>> = {},
): HistoryEvent[] => {
  const expected = Object.fromEntries(Object.keys(ways).map((key) => [key, 3600]));
  return publishedVersion(processId, version, effectiveFrom, expected).map((event) => {
    if (event.type !== 'StepDefined') return event;
    const key = event.data['key'] as string;
    const steps = ways[key]!;
    const next = steps.length === 0 ? {} : { next: { kind: 'xor', steps } };
    return { ...event, data: { ...event.data, ...next, ...more[key] } as HistoryEvent['data'] };
  });
};
