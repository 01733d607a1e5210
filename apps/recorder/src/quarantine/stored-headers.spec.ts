import { headersOf, storedHeaders } from './stored-headers';

describe('headers in the quarantine', () => {
  it('come back byte for byte, through JSON', () => {
    const headers = [
      { name: 'ce_id', value: Buffer.from('Göran') },
      { name: 'none', value: null },
      { name: 'empty', value: Buffer.alloc(0) },
      { name: 'bytes', value: Buffer.from([0xff, 0xfe]) },
      { name: 'nul', value: Buffer.from('a\0b') },
      { name: 'many', value: Buffer.from('1') },
      { name: 'many', value: null },
      { name: 'many', value: Buffer.from([0x80]) },
      { name: '__proto__', value: Buffer.from('x') },
    ];
    const stored = storedHeaders(headers);
    expect(stored['ce_id']).toBe('Göran');
    expect(stored['many']).toEqual(['1', null, { base64: 'gA==' }]);
    expect(headersOf(JSON.parse(JSON.stringify(stored)) as typeof stored)).toEqual(headers);
  });
});
