import { type ProcessStep } from '../context';
import { type Conduct } from '../deal-case';
import { isNothing, isSameName } from '../process-alignment';

/** Something that a step needs and that nobody has brought yet. */
export interface DueItem {
  readonly kind: 'paperwork' | 'person';
  readonly item: string;
  readonly from: 'customer' | 'us';
}

/** What the step still needs, the customer's part first. Who answers for the step is there where the deal has an owner. */
export const dueItems = (step: ProcessStep, { paperwork, people }: Conduct, hasOwner: boolean): DueItem[] => {
  const isFromCustomer = (item: string): boolean => step.fromCustomer?.some((one) => isSameName(one, item)) ?? false;
  const isThere = (item: string, among: Conduct['people']): boolean => among.some(({ name }) => isSameName(name, item));
  const due = (kind: DueItem['kind'], items: readonly string[], among: Conduct['people']): DueItem[] =>
    items
      .filter((item) => !isNothing(item) && !isThere(item, among))
      .map((item) => ({ kind, item, from: isFromCustomer(item) ? 'customer' : 'us' }));
  const roles = step.people.filter((role) => !(hasOwner && isSameName(role, step.ownerRole)));
  const all = [...due('paperwork', step.paperwork, paperwork), ...due('person', roles, people)];
  return [...all.filter(({ from }) => from === 'customer'), ...all.filter(({ from }) => from === 'us')];
};
