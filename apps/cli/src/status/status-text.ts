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

/** `0–3, 7` for 0, 1, 2, 3 and 7. */
const ranges = (numbers: readonly number[]): string => {
  const runs: [first: number, last: number][] = [];
  for (const no of numbers) {
    const run = runs.at(-1);
    if (run?.[1] === no - 1) run[1] = no;
    else runs.push([no, no]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`)).join(', ');
};

const shareRows = ({ projectors }: ProjectorAnswer): string[][] =>
  projectors.map(({ name, isAsked, doing, fault, roles, partitions }) => [
    `  ${name}${isAsked ? ' (this one)' : ''}`,
    doing,
    roles.join(', '),
    ranges(partitions),
    fault ?? '',
  ]);

/** One that is alone does everything: only where there are more is it worth a table. */
const sharesText = (answer: ProjectorAnswer): string[] =>
  answer.projectors.length < 2
    ? []
    : [
        `${answer.projectors.length} projectors share the work.`,
        ...columns([['  projector', 'is', 'roles', 'parts of the deals', 'fault'], ...shareRows(answer)]),
      ];

export const statusText = (status: Status): string[] => {
  const { url, ready, unreadyBecause, head, quarantineDepth, fresh } = status;
  return [
    `Gemba at ${url} is ${ready ? 'ready' : `not ready: ${unreadyBecause}`}`,
    `The record ends at position ${head}. Waiting in quarantine: ${quarantineDepth ?? 'unknown'}.`,
    projectorText(status),
    ...sharesText(status),
    fresh ? 'Every table is fresh.' : 'Not every table is fresh.',
    ...columns([['  table', 'state', 'position', 'behind', 'as of'], ...tableRows(status)]),
  ];
};
