import Ajv from 'ajv/dist/2020';
import fc from 'fast-check';
import { type JsonSchema } from './json-schema';
import { misfitsWithin } from './schema-within';

const within = (sub: JsonSchema, sup: JsonSchema): string[] =>
  misfitsWithin(sub, sup).map(({ path, code, what }) => `${path || '-'} ${code} ${what}`);

const object = (properties: Record<string, JsonSchema>, required: readonly string[] = []): JsonSchema => ({
  type: 'object',
  properties,
  required,
});
const text: JsonSchema = { type: 'string' };

describe('a schema lies within another', () => {
  it.each<[string, JsonSchema, JsonSchema]>([
    ['when both say the same in other words', { ...text, description: 'a' }, { description: 'b', ...text }],
    ['when it takes fewer types', text, { type: ['string', 'null'] }],
    ['when it takes whole numbers and the other any', { type: 'integer' }, { type: 'number' }],
    ['when it takes fewer values', { ...text, enum: ['a'] }, { ...text, enum: ['a', 'b'] }],
    ['when it takes some values and the other all', { ...text, enum: ['a'] }, text],
    ['when it takes a smaller range', { type: 'number', minimum: 1, maximum: 2 }, { type: 'number', minimum: 0 }],
    ['when it demands more members', object({ a: text }, ['a']), object({ a: text })],
    ['when it names more members', object({ a: text, b: text }), object({ a: text })],
    ['when it is one of the alternatives', text, { anyOf: [{ type: 'null' }, text] }],
    ['when it is demanded to have a form', { ...text, format: 'date' }, text],
    ['when neither knows all keywords, but both say the same', { not: text }, { not: text, description: 'a' }],
    ['when a member is called like a keyword', object({ title: text }), object({ title: text })],
  ])('%s', (_, sub, sup) => expect(within(sub, sup)).toEqual([]));

  it.each<[string, JsonSchema, JsonSchema, string]>([
    ['it takes another type', { type: ['string', 'null'] }, text, '- type null'],
    ['it takes any number', { type: 'number' }, { type: 'integer' }, '- type number'],
    ['it takes another value', { ...text, enum: ['a', 'c'] }, { ...text, enum: ['a', 'b'] }, '- value "c"'],
    ['it takes any value', text, { ...text, enum: ['a'] }, '- value any string'],
    ['it takes a larger range', { type: 'number' }, { type: 'number', minimum: 0 }, '- bound minimum 0'],
    ['it takes a longer text', { ...text, maxLength: 9 }, { ...text, maxLength: 8 }, '- bound maxLength 8'],
    ['it takes any form', text, { ...text, format: 'date' }, '- bound format date'],
    ['it takes another form', { ...text, pattern: 'a' }, { ...text, pattern: 'b' }, '- bound pattern b'],
    ['it does not demand a member', object({ a: text }), object({ a: text }, ['a']), 'a missing a'],
    ['it does not name a member', object({}), object({ a: text }), 'a unnamed a'],
    ['a member differs', object({ a: { type: 'null' } }), object({ a: text }), 'a type null'],
    ['it lets any other member pass', object({}), { ...object({}), additionalProperties: text }, '* unnamed any other'],
    [
      'it names what the other refuses',
      object({ a: text }),
      { type: 'object', additionalProperties: false },
      'a closed a',
    ],
    ['its items differ', { type: 'array', items: { type: 'null' } }, { type: 'array', items: text }, '[] type null'],
    ['its list may be shorter', { type: 'array' }, { type: 'array', minItems: 1 }, '- bound minItems 1'],
    ['it says nothing', {}, { type: ['string', 'number', 'boolean', 'null', 'array'] }, '- type object'],
    ['a keyword is not known', { not: text }, text, '- unjudged not'],
    ['keywords stand beside alternatives', { anyOf: [text], minLength: 1 }, text, '- unjudged minLength beside anyOf'],
  ])('not when %s', (_, sub, sup, misfit) => expect(within(sub, sup)).toContain(misfit));

  it('names the place of a misfit, through members and lists', () => {
    const nested = (leaf: JsonSchema) => object({ items: { type: 'array', items: object({ key: leaf }) } });
    expect(within(nested({ type: 'null' }), nested(text))).toEqual(['items[].key type null']);
  });

  it('never where a value can be found that only the first one takes', () => {
    const leaf: fc.Arbitrary<JsonSchema> = fc.oneof(
      fc.record({ type: fc.subarray(['string', 'integer', 'number', 'null', 'boolean'], { minLength: 1 }) }),
      fc.record({ enum: fc.uniqueArray(fc.constantFrom<unknown>('a', 'b', 1, null), { minLength: 1 }) }),
      fc.record({ type: fc.constant('integer'), minimum: fc.integer({ min: 0, max: 2 }) }),
      fc.record({ type: fc.constant('string'), minLength: fc.integer({ min: 0, max: 2 }) }),
      fc.constant({}),
    );
    const { schema } = fc.letrec<{ schema: JsonSchema }>((tie) => ({
      schema: fc.oneof(
        { maxDepth: 2, withCrossShrink: true },
        leaf,
        fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
        fc.record({ type: fc.constant('array'), items: tie('schema') }),
        fc.record(
          {
            type: fc.constant('object'),
            properties: fc.dictionary(fc.constantFrom('a', 'b'), tie('schema')),
            required: fc.subarray(['a', 'b']),
            additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
          },
          { requiredKeys: ['type'] },
        ),
      ),
    }));
    const value = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 2 },
        fc.constantFrom<unknown>('', 'a', 'b', 'ab', 0, 1, 2, 1.5, null, true),
        fc.array(tie('value'), { maxLength: 2 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value')),
      ),
    })).value;
    fc.assert(
      fc.property(schema, schema, fc.array(value, { minLength: 20, maxLength: 20 }), (sub, sup, values) => {
        if (misfitsWithin(sub, sup).length > 0) return;
        const ajv = new Ajv({ strict: false });
        const [takesSub, takesSup] = [ajv.compile(sub), ajv.compile(sup)];
        for (const one of values) if (takesSub(one)) expect([one, takesSup(one)]).toEqual([one, true]);
      }),
      { numRuns: 300 },
    );
  });
});
