import { type HandoverDefinition, type ProcessVersion } from '../../context';
import { type DealCase, type Handover } from '../../deal-case';
import { type HistoryEvent } from '../../history';
import { type Deviation, deviation } from '../deviation';
import { type LeftStep } from './left-steps';

const passedOnAt = ({ origin, accepted, submissions }: Handover): string | null =>
  origin === 'recorded' ? (accepted?.at ?? null) : (submissions[0]?.submitted?.at ?? null);

const acceptedBy = (
  { handovers }: DealCase,
  alternatives: readonly HandoverDefinition[],
  deadline: HistoryEvent,
): boolean =>
  handovers.some((handover) => {
    const isMeant = alternatives.some(
      ({ key, toTeam }) =>
        handover.boundaryKey === key || (handover.boundaryKey === null && handover.toParty === toTeam),
    );
    const at = passedOnAt(handover);
    return isMeant && at !== null && at <= deadline.metadata.occurredAt;
  });

interface Boundary {
  readonly toTeam: string;
  /** One of these has to be kept. */
  readonly alternatives: readonly HandoverDefinition[];
}

/** Several teams may hand over to one receiver after one step: one of them has to. */
const boundariesAfter = (version: ProcessVersion, stepKey: string): Boundary[] => {
  const byReceiver = new Map<string, HandoverDefinition[]>();
  for (const handover of version.handovers) {
    if (handover.afterStepKey !== stepKey) continue;
    byReceiver.set(handover.toTeam, [...(byReceiver.get(handover.toTeam) ?? []), handover]);
  }
  return [...byReceiver].map(([toTeam, alternatives]) => ({ toTeam, alternatives }));
};

/**
 * Boundaries that the deal went over without anybody having taken it: the receiver has until the deal leaves the step
 * that follows the boundary, since accepting takes time.
 */
export const bypassedHandovers = (dealCase: DealCase, left: readonly LeftStep[]): Deviation[] =>
  left.flatMap(({ definition, version, left: past }) => {
    const place = left.findIndex((step) => step.definition.key === definition.key);
    const deadline = left[place + 1]?.left ?? null;
    const isLast = definition.next === null;
    const shownBy = deadline ?? (isLast ? past : null);
    if (shownBy === null) return [];
    return boundariesAfter(version, definition.key)
      .filter(({ alternatives }) => !acceptedBy(dealCase, alternatives, shownBy))
      .map(({ toTeam }) => deviation('bypassed_handover', definition.key, [shownBy], { item: toTeam, version }));
  });
