import { orderedMapping } from './ordered-mapping';

const text = (version: number, more = ''): string =>
  `{ mapping: 1, name: t, version: ${version}, source: crm, format: csv, case: '{no}' ${more} }`;

const faultsOf = (mapping: string, corrects: string | null): string[] => {
  const read = orderedMapping({ mapping, corrects, lookups: {} });
  return 'faults' in read ? read.faults.map(({ message }) => message) : [];
};

describe('the mapping of an import', () => {
  it('may stand for itself, or correct an earlier one', () => {
    expect([faultsOf(text(2), null), faultsOf(text(2), text(1))]).toEqual([[], []]);
  });

  it('is refused with what is wrong in it, or in the one that it corrects, told apart', () => {
    const broken = text(1, ', colour: red');
    expect(faultsOf(broken, text(1))).toEqual([expect.stringMatching(/^The mapping has the unknown key/)]);
    expect(faultsOf(text(2), broken)).toEqual([
      expect.stringMatching(/^In the mapping that is corrected: The mapping has the unknown key "colour"/),
    ]);
    expect(faultsOf(text(1), text(1))).toEqual([expect.stringMatching(/^version is 1, .* raise it above that/)]);
  });
});
