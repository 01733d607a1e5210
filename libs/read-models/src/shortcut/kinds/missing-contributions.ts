import { type Contribution, type DealCase } from '../../deal-case';
import { isNothing, isSameName } from '../../process-alignment';
import { type Deviation, deviation } from '../deviation';
import { type LeftStep } from './left-steps';

const missingFrom = (
  kind: 'missing_paperwork' | 'missing_person',
  { definition, version, left }: LeftStep,
  wanted: readonly string[],
  contributions: readonly Contribution[],
): Deviation[] =>
  wanted.flatMap((item) => {
    if (isNothing(item)) return [];
    const brought = contributions.find(({ name }) => isSameName(name, item));
    // Canonical instants sort as text. What comes in the instant of leaving comes in time.
    if (brought !== undefined && brought.event.metadata.occurredAt <= left.metadata.occurredAt) return [];
    return [deviation(kind, definition.key, [left], { item, remediedBy: brought?.event ?? null, version })];
  });

/**
 * Papers that a step names and that were not there when the deal went past it. A deal of which no paper at all is
 * reported says nothing: its source may know none.
 */
export const missingPaperwork = ({ conduct }: DealCase, left: readonly LeftStep[]): Deviation[] =>
  conduct.paperwork.length === 0
    ? []
    : left.flatMap((step) => missingFrom('missing_paperwork', step, step.definition.paperwork, conduct.paperwork));

/** The same for people by their roles. The role that answers for a step is there where the deal has an owner. */
export const missingPeople = ({ conduct, facts }: DealCase, left: readonly LeftStep[]): Deviation[] =>
  conduct.people.length === 0
    ? []
    : left.flatMap((step) => {
        const { ownerRole, people } = step.definition;
        const wanted = people.filter((role) => facts.ownerId === null || !isSameName(role, ownerRole));
        return missingFrom('missing_person', step, wanted, conduct.people);
      });
