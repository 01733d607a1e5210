import { mintApiKey, withExpiry } from './api-key-entry';
import { readKeyFile, withKeyAdded, withKeyRemoved, withKeyReplaced } from './key-file';

const [crm, bi, shop] = [mintApiKey(['ingest']).entry, mintApiKey(['read']).entry, mintApiKey(['ingest']).entry];
const idOf = (entry: string): string => entry.slice(0, 8);
const FILE = `# who may call\n\n${crm}  # the CRM\n${bi}, ${shop}\n`;

describe('a file of keys', () => {
  it('holds entries and notes, a line each or several on one', () => {
    expect(readKeyFile(FILE)).toEqual({
      keys: [
        { entry: crm, id: idOf(crm), line: 3, note: 'the CRM' },
        { entry: bi, id: idOf(bi), line: 4, note: null },
        { entry: shop, id: idOf(shop), line: 4, note: null },
      ],
      faults: [],
    });
  });

  it('is told on by line where it is wrong, and what is right in it stays', () => {
    const { keys, faults } = readKeyFile(`hush-hush\n${crm}\n${withExpiry(crm, 0)}`);
    expect(keys.map(({ entry }) => entry)).toEqual([crm]);
    expect(faults).toEqual(['line 1 holds something that is no entry', `line 3 has the id ${idOf(crm)} a second time`]);
  });

  it('takes a key more, and notes cannot smuggle one in', () => {
    expect(withKeyAdded('', crm, null)).toBe(`${crm}\n`);
    const text = withKeyAdded(crm, bi, `for reports\n${shop}`);
    expect(text).toBe(`${crm}\n${bi}  # for reports ${shop}\n`);
    expect(readKeyFile(text).keys.map(({ entry }) => entry)).toEqual([crm, bi]);
  });

  it('loses a key with its line and note, and leaves neighbours as they stand', () => {
    const { keys } = readKeyFile(FILE);
    expect(withKeyRemoved(FILE, keys[0]!)).toBe(`# who may call\n\n${bi}, ${shop}\n`);
    expect(withKeyRemoved(FILE, keys[1]!)).toBe(`# who may call\n\n${crm}  # the CRM\n${shop}\n`);
    expect(readKeyFile(withKeyRemoved(FILE, keys[2]!)).keys.map(({ entry }) => entry)).toEqual([crm, bi]);
  });

  it('changes a key where it stands', () => {
    const until = withExpiry(crm, Date.parse('2027-01-01T00:00:00Z'));
    expect(withKeyReplaced(FILE, crm, until)).toBe(FILE.replace(crm, until));
  });
});
