import { type JsonObject } from '@gemba/event-sourcing';
import { EVENT_SCHEMAS, type EventType, isEventType, unknownMembers } from '@gemba/sales-process';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { type Context, contextOf } from '../context';
import { foldDealCase } from '../deal-case';
import { type HistoryEvent } from '../history';
import { type ExampleDeal, type ExampleEvent, type MetricExample } from '../metrics';
import { type Row } from '../read-model';
import { analyses, dealReadModels, referenceTables } from '../tables';
import { conversation, deal, handover, instant, organisation, processOf, quote } from './history';
import { drawnVersion, type StepChanges } from './reference';

type StepInExample = { readonly next?: readonly string[] } & StepChanges;

const DAY_MS = 86_400_000;
const TELLERS = { deal, quote, conversation, handover, process: processOf, organisation } as const;
const HOUSE_ID = { process: 'sale', organisation: 'acme' } as const;

const ajv = addFormats(new Ajv2020({ strict: false }));
ajv.addFormat('time-zone', true);

/** An example is no example if Gemba would not take in what it tells. */
const assertRecordable = ({ type, data }: HistoryEvent): void => {
  const schema = EVENT_SCHEMAS[type as EventType].data;
  const unknown = unknownMembers(schema, data);
  if (unknown.length > 0) throw new Error(`${type} does not know ${unknown.join(', ')}.`);
  if (!ajv.validate(schema, data)) throw new Error(`${type}: ${ajv.errorsText()}`);
};

const later = (at: string, days: number): string => {
  const micros = instant(at).slice(23, 26);
  return new Date(Date.parse(instant(at)) + days * DAY_MS).toISOString().replace('Z', `${micros}Z`);
};

const event = (told: ExampleEvent, dealId: string | null, days = 0): HistoryEvent => {
  const [at, type, data = {}, how = {}] = told;
  if (!isEventType(type)) throw new Error(`There is no event ${type}.`);
  const family = EVENT_SCHEMAS[type].families[0]!;
  const { [`${family}Id`]: named, ...rest } = data as Record<string, string>;
  const id = named ?? (family === 'deal' ? dealId : HOUSE_ID[family as 'process']);
  if (id === undefined || id === null) throw new Error(`${type} does not say its ${family}Id.`);
  const ofDeal = family === 'deal' || dealId === null ? {} : { dealId };
  // The types of all tellers at once are more than the compiler can tell apart; the schema checks what comes out.
  const tell = TELLERS[family](id) as unknown as (...given: unknown[]) => HistoryEvent;
  const happened = tell(type, later(at, days), { ...ofDeal, ...rest }, how);
  assertRecordable(happened);
  return happened;
};

const historiesOf = (deals: readonly ExampleDeal[]): Map<string, HistoryEvent[]> => {
  const histories = new Map<string, HistoryEvent[]>();
  for (const { tells, times = 1, every_d = 0 } of deals) {
    for (let i = 0; i < times; i++) {
      const no = histories.size + 1;
      const own = JSON.parse(JSON.stringify(tells).replaceAll('{no}', String(no))) as readonly ExampleEvent[];
      const dealId = `crm:${no}`;
      histories.set(
        dealId,
        own.map((one) => event(one, dealId, i * every_d)),
      );
    }
  }
  return histories;
};

const processEvents = (process: NonNullable<MetricExample['process']>): HistoryEvent[] => {
  const steps = Object.entries(process).map(([key, said]) => {
    const { next = [], ...changes } = (Array.isArray(said) ? { next: said as string[] } : said) as StepInExample;
    return { key, next, changes };
  });
  const ways = Object.fromEntries(steps.map(({ key, next }) => [key, next]));
  const more = Object.fromEntries(steps.map(({ key, changes }) => [key, changes]));
  return drawnVersion('sale', 1, '2026-01-01 00:00', ways, more);
};

const rowsOf = (
  table: string,
  { as_of }: MetricExample,
  histories: ReadonlyMap<string, HistoryEvent[]>,
  context: Context,
): readonly Row[] => {
  const reference = referenceTables.find(({ name }) => name === table);
  if (reference !== undefined) return reference.rows(context);
  const cases = [...histories].map(([dealId, events]) => foldDealCase(dealId, events, context));
  const ofDeals = (name: string): readonly Row[] =>
    cases.flatMap((dealCase) => dealReadModels.find((model) => model.name === name)!.rows(dealCase, context));
  const analysis = analyses.find(({ name }) => name === table);
  if (analysis === undefined) return ofDeals(table);
  if (as_of === undefined) throw new Error(`The table ${table} is across deals: the example has to say its as_of.`);
  const reads = Object.fromEntries(Object.keys(analysis.reads).map((name) => [name, ofDeals(name)]));
  return analysis.rows(reads, { asOf: instant(as_of) }, context);
};

/** The rows that a table has of an example's histories, computed the way the projector computes them. */
export const exampleRows = (table: string, example: MetricExample): readonly Row[] => {
  const house = (example.house ?? []).map((one) => event(one, null));
  const context = contextOf([...processEvents(example.process ?? {}), ...house]);
  return rowsOf(table, example, historiesOf(example.deals), context);
};

const DECIMALS = 4;

/** Values as an example writes them: numbers to four decimals. */
export const asWritten = (value: unknown): unknown => {
  if (typeof value === 'number') return Number(value.toFixed(DECIMALS));
  if (Array.isArray(value)) return value.map(asWritten);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value as JsonObject).map(([name, member]) => [name, asWritten(member)]));
};
