import { readFile } from 'node:fs/promises';
import { SHIPPED_MAPPINGS } from '@gemba/intake';
import { Problem } from '@gemba/platform';

/** The text of a mapping that Gemba ships; null where none is asked for. */
export const shippedMapping = async (name: string | undefined): Promise<string | null> => {
  if (name === undefined) return null;
  const path = new Map(Object.entries(SHIPPED_MAPPINGS)).get(name);
  if (path !== undefined) return readFile(path, 'utf8');
  throw new Problem(404, 'mapping-unknown', `Gemba ships no mapping named ${JSON.stringify(name)}.`, {
    field: 'mapping',
    remedy: `Name one of ${Object.keys(SHIPPED_MAPPINGS).join(', ')}, or send your own as a part "mapping".`,
  });
};
