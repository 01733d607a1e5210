import { type GembaClient } from '../client/gemba-client';
import { CliFailure, EXIT } from '../failure/cli-failure';
import { type FreshnessAnswer, type TableFreshness } from './freshness-answer';

const LOOK_AGAIN_MS = 200;

/** What came in after the question may still be missing; a table that is being rebuilt may not. */
const holds = ({ state, position, lagEvents }: TableFreshness, wanted: number): boolean =>
  position >= wanted && (state === 'fresh' || lagEvents > 0);

export interface Waiting {
  /** Null: as long as it takes. */
  readonly secondsMax: number | null;
  readonly onLook?: (answer: FreshnessAnswer, wanted: number) => void;
}

/** Resolves once every table holds everything that was recorded when it was asked. */
export const waitUntilFresh = async (
  client: Pick<GembaClient, 'get'>,
  { secondsMax, onLook }: Waiting,
): Promise<FreshnessAnswer> => {
  const deadline = secondsMax === null ? Infinity : performance.now() + secondsMax * 1_000;
  let answer = await client.get<FreshnessAnswer>('/v1/freshness');
  const wanted = answer.headPosition;
  for (;;) {
    onLook?.(answer, wanted);
    const missing = answer.tables.filter((table) => !holds(table, wanted));
    if (missing.length === 0 && answer.tables.length > 0) return answer;
    if (performance.now() >= deadline) {
      const names = missing.map(({ table }) => table).join(', ');
      throw new CliFailure(EXIT.unavailable, `After ${secondsMax} s these tables are not fresh: ${names}.`);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    answer = await client.get<FreshnessAnswer>('/v1/freshness');
  }
};
