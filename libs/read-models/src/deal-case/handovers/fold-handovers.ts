import { parseStreamName } from '@gemba/sales-process/sales.events';
import { type HistoryEvent } from '../../history';
import { type Surroundings } from './boundary-definition';
import { type DerivedBoundariesWalk } from './derived-boundaries-walk';
import { type Handover } from './handover';
import { HandoverWalk } from './handover-walk';

const recorded = (happenings: readonly HistoryEvent[], around: Surroundings): Handover[] => {
  const walks = new Map<string, HandoverWalk>();
  for (const event of happenings) {
    if (!event.stream.startsWith('handover-')) continue;
    let walk = walks.get(event.stream);
    if (walk === undefined) {
      walk = new HandoverWalk(parseStreamName(event.stream)?.objectId ?? event.stream, around);
      walks.set(event.stream, walk);
    }
    walk.happened(event);
  }
  return [...walks.values()].map((walk) => walk.handover()).filter((handover) => handover !== null);
};

/**
 * The handovers of a deal, in the order in which each was first spoken of: those its source tells of; where it tells of
 * none, those that the organisation's rule sees in the deal's own history.
 */
export const foldHandovers = (
  happenings: readonly HistoryEvent[],
  around: Surroundings,
  derived: DerivedBoundariesWalk | null,
): Handover[] => {
  const told = recorded(happenings, around);
  return told.length > 0 ? told : (derived?.handovers() ?? []);
};
