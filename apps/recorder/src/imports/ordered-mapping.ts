import { correctingMapping, type MappingResult, readMapping } from '@gemba/intake';
import type { ImportOrder } from './import-messages';

/** The mapping that an import asks for, or all that is wrong with it. */
export const orderedMapping = ({
  mapping,
  corrects,
  lookups,
}: Pick<ImportOrder, 'mapping' | 'corrects' | 'lookups'>): MappingResult => {
  const mended = readMapping(mapping, lookups);
  if (corrects === null || 'faults' in mended) return mended;
  const earlier = readMapping(corrects, lookups);
  if (!('faults' in earlier)) return correctingMapping(earlier.mapping, mended.mapping);
  const faults = earlier.faults.map((fault) => ({
    ...fault,
    message: `In the mapping that is corrected: ${fault.message}`,
  }));
  return { faults };
};
