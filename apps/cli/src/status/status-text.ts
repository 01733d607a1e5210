import { columns } from '../output/columns';
import { readableInstant } from '../output/readable-instant';
import { type FreshnessAnswer } from './freshness-answer';

/** Everything `gemba status` says. */
export interface Status extends FreshnessAnswer {
  readonly url: string;
  readonly ready: boolean;
  /** What keeps it from being ready, by part. */
  readonly faults: Readonly<Record<string, string>>;
  /** Pieces that wait in quarantine; null where the instance does not say. */
  readonly quarantineDepth: number | null;
}

const tableRows = ({ tables }: FreshnessAnswer): (string | number)[][] =>
  tables.map(({ table, state, position, lagEvents, asOf }) => [
    `  ${table}`,
    state,
    position,
    lagEvents,
    asOf === null ? '' : readableInstant(asOf),
  ]);

export const statusText = (status: Status): string[] => {
  const faults = Object.entries(status.faults).map(([part, fault]) => `  ${part}: ${fault}`);
  const quarantine = status.quarantineDepth ?? 'unknown';
  return [
    `Gemba at ${status.url} is ${status.ready ? 'ready' : 'not ready'}.`,
    ...faults,
    `Recorded events: ${status.headPosition}. In quarantine: ${quarantine}.`,
    status.fresh ? 'Every table is fresh.' : 'Not every table is fresh.',
    ...columns([['  table', 'state', 'position', 'behind', 'as of'], ...tableRows(status)]),
  ];
};
