import { CliFailure, EXIT } from '../failure/cli-failure';
import { failureOfProblem, type Problem } from '../client/problem-failure';

/** Counts from the beginning of the file. */
export interface ImportFigures {
  readonly bytes: number;
  readonly rows: number;
  readonly events: number;
  readonly recorded: number;
  readonly duplicates: number;
  readonly quarantined: number;
}

/** A line of what `POST /v1/imports` answers. */
export type ImportLine =
  | {
      readonly kind: 'progress' | 'done';
      readonly seconds: number;
      readonly rowsPerSecond: number;
      readonly figures: ImportFigures;
    }
  | { readonly kind: 'failed'; readonly problem: Problem };

export type ImportSummary = Extract<ImportLine, { kind: 'done' | 'progress' }>;

/** Follows the lines to the last. An answer without a last line broke off. */
export const lastOf = async (
  lines: AsyncIterable<ImportLine>,
  onProgress: (line: ImportSummary) => void,
): Promise<ImportSummary> => {
  for await (const line of lines) {
    if (line.kind === 'failed') throw failureOfProblem(line.problem, EXIT.unavailable);
    if (line.kind === 'done') return line;
    onProgress(line);
  }
  throw new CliFailure(
    EXIT.unavailable,
    'The import broke off.',
    'Run the same command again: what was recorded already is not recorded twice.',
  );
};

const count = (n: number): string => n.toLocaleString('en-US');

export const summaryText = ({ seconds, rowsPerSecond, figures }: ImportSummary): string[] => {
  const { rows, events, recorded, duplicates, quarantined } = figures;
  const lines = [
    `${count(rows)} rows made ${count(events)} events: ${count(recorded)} recorded, ${count(duplicates)} were there already.`,
    `It took ${seconds.toFixed(1)} s, ${count(rowsPerSecond)} rows a second.`,
  ];
  if (quarantined === 0) return lines;
  return [...lines, `${count(quarantined)} pieces are in quarantine; look with: gemba quarantine list`];
};
