import { type Context, foldDealCase, type HistoryEvent, knownAt } from '@gemba/read-models';
import { type DealStanding } from './replay.dto';

/** Where a deal stands after the given happenings and no others. */
export const standingAfter = (rootId: string, happened: readonly HistoryEvent[], context: Context): DealStanding => {
  const { attempts, bindings, facts, opened } = foldDealCase(rootId, happened, context);
  const attempt = attempts.at(-1)!;
  const binding = bindings.at(-1)!;
  return {
    attempt: attempt.no,
    stepKey: attempt.visits.at(-1)?.stepKey ?? null,
    outcome: attempt.outcome ?? 'open',
    processId: binding.processId,
    version: binding.version,
    openedAt: knownAt(opened),
    closedAt: knownAt(attempt.closed),
    amountMinor: facts.amountMinor,
    currency: facts.currency,
    ownerId: facts.ownerId,
    teamId: facts.teamId,
  };
};
