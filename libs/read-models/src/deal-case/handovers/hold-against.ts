import { type Json } from '@gemba/event-sourcing';
import { type HandoverDefinition } from '../../context';
import { type Completeness, type HandedItem } from './handover';

type Named = Readonly<Record<string, Json>> & { readonly key: string };

/** A correction may have put anything there; of an item named twice the first naming holds. */
const namedItems = (items: unknown): Named[] => {
  const named = new Map<string, Named>();
  for (const item of Array.isArray(items) ? (items as readonly unknown[]) : []) {
    if (item === null || typeof item !== 'object') continue;
    const { key } = item as { key?: unknown };
    if (typeof key === 'string' && !named.has(key)) named.set(key, item as Named);
  }
  return [...named.values()];
};

const stateOf = ({ value, valid }: Named): HandedItem['state'] => {
  if (typeof value !== 'string' || value.trim() === '') return 'missing';
  return valid === true ? 'complete' : 'invalid';
};

const weighed = (asked: { weight: number } | undefined, said: unknown): Pick<HandedItem, 'weight' | 'weightSource'> => {
  if (asked !== undefined) return { weight: asked.weight, weightSource: 'version' };
  const isWeight = typeof said === 'number' && Number.isFinite(said) && said >= 0;
  return isWeight ? { weight: said, weightSource: 'item' } : { weight: 1, weightSource: 'default' };
};

/**
 * The items of a submission seen through what the version asks for at this boundary: what it requires is required,
 * whatever the sender says, and what the sender left out is missing.
 */
export const heldAgainst = (definition: HandoverDefinition | null, items: unknown): HandedItem[] => {
  const asked = new Map(definition?.items.map((item) => [item.key, item]) ?? []);
  const handed = namedItems(items).map((item): HandedItem => {
    const ask = asked.get(item.key);
    asked.delete(item.key);
    return {
      key: item.key,
      required: ask?.required ?? item['required'] !== false,
      applicable: item['applicable'] !== false,
      state: stateOf(item),
      ...weighed(ask, item['weight']),
    };
  });
  const leftOut = [...asked.values()].map(({ key, required, weight }): HandedItem => ({
    key,
    required,
    applicable: true,
    state: 'missing',
    weight,
    weightSource: 'version',
  }));
  return [...handed, ...leftOut];
};

/** Whether an item counts in completeness: conditional items only where they apply. */
export const counts = ({ required, applicable }: HandedItem): boolean => required && applicable;

/** The same summands in the same order above and below, so that a complete submission is 1 to the last digit. */
export const completenessOf = (items: readonly HandedItem[]): Completeness => {
  const counted = items.filter(counts);
  const total = counted.reduce((sum, { weight }) => sum + weight, 0);
  const there = counted.reduce((sum, { weight, state }) => (state === 'complete' ? sum + weight : sum), 0);
  return total === 0 ? null : there / total;
};
