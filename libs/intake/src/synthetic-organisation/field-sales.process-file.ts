import { FIELD_SALES_HANDOVERS, FIELD_SALES_STEPS, type FieldSalesStep, type ReceivingTeam } from './field-sales.steps';
import { CALENDAR_ID, PROCESS_ID, SALES_TEAMS } from './organisation';

export const PROCESS_TITLE = 'Field sales';
export const CADENCE = { count: 4, media: ['phone', 'email'], gapsDays: [2, 4, 7], toleranceDays: 1 };

const HOURS_A_DAY = 8;

/** Whoever wrote the process allowed twice the usual time. */
export const expectedHours = ({ medianDays }: FieldSalesStep): number => 2 * medianDays * HOURS_A_DAY;

export const isRepeatable = ({ key }: FieldSalesStep): boolean => key === 'negotiation';
export const isVisible = ({ key }: FieldSalesStep): boolean => key !== 'qualification';

const stepIn = (step: FieldSalesStep): object => ({
  key: step.key,
  title: step.title,
  purpose: step.purpose,
  owner: step.ownerRole,
  people: step.people,
  paperwork: step.paperwork,
  entry: step.entry,
  exit: step.exit,
  expectedBusinessHours: expectedHours(step),
  repeatable: isRepeatable(step),
  visible: isVisible(step),
});

/** What has to be handed over from each sales team to each receiver. */
export const fieldSalesHandovers = (): readonly {
  readonly key: string;
  readonly after: string;
  readonly from: string;
  readonly to: string;
  readonly items: readonly string[];
}[] =>
  (Object.keys(FIELD_SALES_HANDOVERS) as ReceivingTeam[]).flatMap((to) => {
    const { afterStepKey: after, items } = FIELD_SALES_HANDOVERS[to];
    return Object.keys(SALES_TEAMS).map((from) => ({ key: `${from}-to-${to}`, after, from, to, items }));
  });

/** The organisation's process as a definition file (JSON is YAML), for `gemba process publish`. */
export const fieldSalesProcessFile = (tz: string): string =>
  JSON.stringify({
    process: PROCESS_ID,
    title: PROCESS_TITLE,
    timeZone: tz,
    calendar: CALENDAR_ID,
    steps: FIELD_SALES_STEPS.map(stepIn),
    handovers: fieldSalesHandovers().map(({ items, ...handover }) => ({
      ...handover,
      items: items.map((key) => ({ key })),
    })),
    cadence: CADENCE,
  });
