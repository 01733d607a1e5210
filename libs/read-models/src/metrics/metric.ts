import { type JsonObject } from '@gemba/event-sourcing';
import { parse } from 'yaml';

/** What must be said of every metric, in the order in which it is shown. */
const SAID = [
  'name',
  'title',
  'table',
  'column',
  'definition',
  'population',
  'exclusions',
  'censoring',
  'unit',
  'interval',
] as const;

/** When, what happened, what it says, and who tells it how (actorId, teamId, enteredAt, …). Times are UTC. */
export type ExampleEvent = readonly [at: string, type: string, data?: JsonObject, told?: JsonObject];

/** One deal, or several alike. */
export interface ExampleDeal {
  readonly tells: readonly ExampleEvent[];
  /** So many deals tell the same; `{no}` in their texts is the number of the deal, from 1 over all of them. */
  readonly times?: number;
  /** Each of them so many days after the one before. */
  readonly every_d?: number;
}

/** Histories, and what the table says of them. */
export interface MetricExample {
  /** Of tables across deals: nothing later counts. */
  readonly as_of?: string;
  /** Version 1 of the process `sale`, from 2026-01-01: steps in their order, each with what may follow, or more. */
  readonly process?: Readonly<Record<string, readonly string[] | JsonObject>>;
  /** What the house laid down beside: calendars, handovers, rules. */
  readonly house?: readonly ExampleEvent[];
  readonly deals: readonly ExampleDeal[];
  /** Rows of the table: the one row that `of` picks says this, numbers to four decimals; null: there is none. */
  readonly gives: readonly { readonly of?: JsonObject; readonly says: JsonObject | null }[];
}

/** A measure that BI may show, as its `*.metric.yml` defines it. */
export type Metric = Readonly<Record<(typeof SAID)[number], string>> & { readonly example: MetricExample };

const faultsOf = (read: Readonly<Record<string, unknown>>): string[] => [
  ...SAID.filter((member) => typeof read[member] !== 'string' || read[member] === '').map(
    (member) => `${member} is missing: say it in words (of censoring and interval: none, and why)`,
  ),
  ...Object.keys(read)
    .filter((member) => member !== 'example' && !(SAID as readonly string[]).includes(member))
    .map((member) => `${member} is not known`),
  ...exampleFaults(read['example']),
];

const exampleFaults = (example: unknown): string[] => {
  if (typeof example !== 'object' || example === null)
    return ['example is missing: a worked one, which a test executes'];
  const { deals, gives } = example as Partial<MetricExample>;
  return [
    ...(Array.isArray(deals) && deals.length > 0 ? [] : ['example.deals is missing: histories to compute from']),
    ...(Array.isArray(gives) && gives.length > 0 ? [] : ['example.gives is missing: what comes out']),
  ];
};

/** Reads the text of a metric file. Throws one error that lists all its faults. */
export const readMetric = (text: string): Metric => {
  const read = parse(text) as Readonly<Record<string, unknown>>;
  const faults = faultsOf(read);
  if (faults.length > 0)
    throw new Error(`The metric ${String(read['name'])} is not complete:\n  ${faults.join('\n  ')}`);
  return read as unknown as Metric;
};
