import { type ProjectorFreshness } from './projector-status';

const LOOK_AGAIN_MS = 50;

/**
 * Resolves once every table holds all that was recorded when it was called. Throws the abort's reason, or what keeps
 * the projector from its work for good.
 */
export const untilFresh = async (freshness: () => Promise<ProjectorFreshness>, signal: AbortSignal): Promise<void> => {
  let wanted: bigint | undefined;
  for (;;) {
    signal.throwIfAborted();
    const { tables, head, doing, fault } = await freshness();
    wanted ??= BigInt(head);
    const position = wanted;
    const isFresh = tables.length > 0 && tables.every((table) => holds(table, position));
    // Whoever has nothing to do itself sees by the tables what the others did.
    if (isFresh && (doing === 'following' || doing === 'waiting')) return;
    if (doing === 'stopped' || doing === 'refusing' || doing === 'aside')
      throw new Error(`The projector stands still: ${fault ?? 'it was stopped.'}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
};

/** What came in after the call may still be missing; what was missing before the definition changed may not. */
const holds = ({ state, position, lagEvents }: ProjectorFreshness['tables'][number], wanted: bigint): boolean =>
  BigInt(position) >= wanted && (state === 'fresh' || lagEvents > 0);
