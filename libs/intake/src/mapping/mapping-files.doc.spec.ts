import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type MappingFile } from './mapping-file';
import { mappingOf } from '../testing/import-text';
import schema from './mapping-file.schema.generated.json';

const PAGE = readFileSync(join(__dirname, '../../../../docs/mapping-files.md'), 'utf8');
const BLOCKS = [...PAGE.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, block]) => block!);

const base = { mapping: 1, name: 'page', version: 1, source: 'crm', format: 'csv', case: '{Opportunity ID}' };
const files = { 'reps.csv': 'rep,office\nann,North\n' };

describe('the page on mapping files', () => {
  it.each(BLOCKS.map((block) => [block.split('\n')[0]!, block]))(
    'shows only what is read without fault: %s',
    (_, block) => {
      expect(() => mappingOf(JSON.stringify({ ...base, ...(parse(block) as object) }), files)).not.toThrow();
    },
  );

  it('shows every key of a mapping file by example', () => {
    const shown = new Set(BLOCKS.flatMap((block) => Object.keys(parse(block) as MappingFile)));
    const keys = Object.keys(schema.definitions.MappingFile.properties).filter((key) => key !== 'description');
    expect(keys.filter((key) => !shown.has(key))).toEqual([]);
  });
});
