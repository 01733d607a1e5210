import { type Context, handoverDerivationFor } from '../context';
import { dealIdOfStream, effectiveEvents, type HistoryEvent } from '../history';
import { AttemptsWalk } from './attempts-walk';
import { bindingAtOpening } from './bindings';
import { applyEvent } from './case-effects';
import { ConductWalk } from './conduct/conduct-walk';
import { type DealCase } from './deal-case';
import { FactsWalk } from './deal-facts';
import { momentOf } from './moment';
import { foldQuoteFamilies } from './fold-quote-families';
import { DerivedBoundariesWalk } from './handovers/derived-boundaries-walk';
import { foldHandovers } from './handovers/fold-handovers';

const memberDealIds = (rootDealId: string, happenings: readonly HistoryEvent[]): string[] => {
  const ids = new Set([rootDealId]);
  for (const { stream } of happenings) {
    const id = dealIdOfStream(stream);
    if (id !== null) ids.add(id);
  }
  return [...ids].sort();
};

/** Found before the walk: what pins the deal holds from its first event on, should a step carry an earlier time. */
const processIdOf = (opening: HistoryEvent | null, happenings: readonly HistoryEvent[]): string | null => {
  const named = opening?.data['processId'];
  if (typeof named === 'string') return named;
  const amendment = happenings.find(({ type, data }) => type === 'DealAmended' && data['field'] === 'processId');
  const amended = amendment?.data['to'];
  return typeof amended === 'string' ? amended : null;
};

/**
 * From its merging on the stream of a merged deal no longer moves the case: the survivor goes on for both, and what the
 * source does to tidy the duplicate away (closing it as lost, say) is not the customer's doing.
 */
const walkThrough = (
  rootDealId: string,
  happenings: readonly HistoryEvent[],
  move: (event: HistoryEvent) => void,
): void => {
  const rootStream = `deal-${rootDealId}`;
  const mergedAway = new Set<string>();
  for (const event of happenings) {
    if (mergedAway.has(event.stream)) continue;
    if (event.type === 'DealsMerged' && event.stream !== rootStream) mergedAway.add(event.stream);
    else move(event);
  }
};

/**
 * Folds everything recorded about one deal, its own streams and those that belong to it, in any order, into its case.
 * Pure; one sort and one walk.
 */
export const foldDealCase = (rootDealId: string, events: readonly HistoryEvent[], context: Context): DealCase => {
  const happenings = effectiveEvents(events);
  const opening = happenings.find(({ type }) => type === 'DealOpened') ?? null;
  const opened = opening === null ? null : momentOf(opening);
  const processId = processIdOf(opening, happenings);
  const binding = bindingAtOpening(context, processId, opened);
  const attempts = new AttemptsWalk(context, opened, binding);
  const facts = new FactsWalk(context);
  const derivation = handoverDerivationFor(context, processId);
  const derived = derivation === null ? null : new DerivedBoundariesWalk(rootDealId, derivation);
  const conduct = new ConductWalk();
  const walk = { attempts, facts, opening };
  walkThrough(rootDealId, happenings, (event) => {
    applyEvent(walk, event);
    conduct.happened(event, attempts);
    derived?.happened(event, attempts, facts.facts);
  });
  const visits = attempts.attempts.flatMap((attempt) => attempt.visits);
  return {
    dealId: rootDealId,
    memberDealIds: memberDealIds(rootDealId, events),
    happenings,
    opened,
    lastHappenedAt:
      happenings.findLast(({ metadata }) => metadata.timePrecision !== 'unknown')?.metadata.occurredAt ?? null,
    bindings: attempts.bindings,
    attempts: attempts.attempts,
    skippedSteps: attempts.skippedSteps,
    stepsAfterClosing: attempts.stepsAfterClosing,
    facts: facts.facts,
    quoteFamilies: foldQuoteFamilies(happenings, attempts.attempts),
    handovers: foldHandovers(happenings, { context, bindings: attempts.bindings, visits }, derived),
    conduct,
  };
};
