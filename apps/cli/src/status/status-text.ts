import { columns } from '../output/columns';
import { readableInstant } from '../output/readable-instant';
import { type ProjectorAnswer } from './projector-answer';

/** Everything `gemba status` says. */
export interface Status extends ProjectorAnswer {
  readonly url: string;
  readonly ready: boolean;
  /** What keeps it from being ready. */
  readonly unreadyBecause: string | null;
  readonly fresh: boolean;
  /** Pieces that wait in quarantine; null where the instance does not say. */
  readonly quarantineDepth: number | null;
}

const tableRows = ({ tables }: ProjectorAnswer): string[][] =>
  tables.map(({ name, state, position, lagEvents, asOf }) => [
    `  ${name}`,
    state,
    position,
    String(lagEvents),
    asOf === null ? '' : readableInstant(asOf),
  ]);

const projectorText = ({ doing, fault, dirtyDeals, unassignedEvents }: ProjectorAnswer): string =>
  `The projector is ${doing}${fault === null ? '' : ` (${fault})`}; ` +
  `${dirtyDeals} deals wait to be computed, ${unassignedEvents} events for their deal.`;

export const statusText = (status: Status): string[] => {
  const { url, ready, unreadyBecause, head, quarantineDepth, fresh } = status;
  return [
    `Gemba at ${url} is ${ready ? 'ready' : `not ready: ${unreadyBecause}`}`,
    `Recorded events: ${head}. Waiting in quarantine: ${quarantineDepth ?? 'unknown'}.`,
    projectorText(status),
    fresh ? 'Every table is fresh.' : 'Not every table is fresh.',
    ...columns([['  table', 'state', 'position', 'behind', 'as of'], ...tableRows(status)]),
  ];
};
