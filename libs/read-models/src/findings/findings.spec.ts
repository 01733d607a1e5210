import Ajv from 'ajv/dist/2020';
import { analyses, dealReadModels } from '../tables';
import { type FindingKind, FINDING_KINDS, FINDING_SCHEMAS } from '.';

const ajv = new Ajv({ strict: true, allowUnionTypes: true, formats: { date: true, 'date-time': true } });

describe('the kinds of findings', () => {
  it('say what they mean in one plain sentence, each in its own', () => {
    const docs = FINDING_KINDS.map((kind) => FINDING_SCHEMAS[kind].doc);
    for (const doc of docs) expect(doc).toMatch(/^[A-Z].{10,110}\.$/);
    expect(new Set(docs).size).toBe(docs.length);
  });

  it.each(FINDING_KINDS)('show an example of %s that their schema accepts', (kind) => {
    const { detail, examples } = FINDING_SCHEMAS[kind];
    const matches = ajv.compile(detail);
    expect(examples).not.toEqual([]);
    for (const example of examples) expect(matches(example.detail) || matches.errors).toBe(true);
  });

  it.each(FINDING_KINDS)('show every member of %s', (kind) => {
    const { detail, examples } = FINDING_SCHEMAS[kind];
    expect(Object.keys(examples[0]?.detail ?? {}).sort()).toEqual(Object.keys(detail.properties ?? {}).sort());
  });

  it('name what every table takes back', () => {
    const taken = [...dealReadModels, ...analyses].flatMap(({ conclusions }) => conclusions?.retractedKind ?? []);
    expect(taken).not.toEqual([]);
    expect(taken.filter((kind) => !FINDING_KINDS.includes(kind as FindingKind))).toEqual([]);
  });
});
