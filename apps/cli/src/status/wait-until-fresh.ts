import { type GembaClient } from '../client/gemba-client';
import { CliFailure, EXIT } from '../failure/cli-failure';
import { type ProjectorAnswer, type TableAnswer } from './projector-answer';

const LOOK_AGAIN_MS = 200;

/** What came in after the question may still be missing; a table that is being rebuilt may not. */
const holds = ({ state, position, lagEvents }: TableAnswer, wanted: bigint): boolean =>
  BigInt(position) >= wanted && (state === 'fresh' || lagEvents > 0);

export interface Waiting {
  /** Null: as long as it takes. */
  readonly secondsMax: number | null;
  readonly onLook?: (answer: ProjectorAnswer, wanted: bigint) => void;
}

/** A projector that will not go on by itself is not waited for. */
const refuseStandstill = ({ doing, fault }: ProjectorAnswer): void => {
  if (doing !== 'refusing' && doing !== 'stopped' && doing !== 'aside') return;
  throw new CliFailure(EXIT.unavailable, `The projector is ${doing}: ${fault ?? 'it was told to'}.`);
};

/** Null while Gemba cannot say: its database may be on its way back. */
const ask = async (client: Pick<GembaClient, 'get'>): Promise<ProjectorAnswer | null> => {
  try {
    return await client.get<ProjectorAnswer>('/v1/status');
  } catch (error) {
    if (error instanceof CliFailure && error.exitCode === EXIT.unavailable) return null;
    throw error;
  }
};

const missingIn = ({ tables }: ProjectorAnswer, wanted: bigint): readonly TableAnswer[] =>
  tables.filter((table) => !holds(table, wanted));

const givenUp = (seconds: number | null, missing: readonly TableAnswer[]): CliFailure => {
  const names = missing.map(({ name }) => name).join(', ') || 'none has been created';
  return new CliFailure(EXIT.unavailable, `After ${seconds} s these tables are not fresh: ${names}.`);
};

/** Resolves once every table holds everything that was recorded when it was asked. */
export const waitUntilFresh = async (
  client: Pick<GembaClient, 'get'>,
  { secondsMax, onLook }: Waiting,
): Promise<ProjectorAnswer> => {
  const deadline = secondsMax === null ? Infinity : performance.now() + secondsMax * 1_000;
  let wanted: bigint | null = null;
  for (;;) {
    const answer = await ask(client);
    wanted ??= answer === null ? null : BigInt(answer.head);
    let missing: readonly TableAnswer[] = [];
    if (answer !== null && wanted !== null) {
      onLook?.(answer, wanted);
      missing = missingIn(answer, wanted);
      if (missing.length === 0 && answer.tables.length > 0) return answer;
      refuseStandstill(answer);
    }
    if (performance.now() >= deadline) throw givenUp(secondsMax, missing);
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
};
