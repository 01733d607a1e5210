import { columnsReturned, columnTypeOf } from './column';

const returning = (returns: string) => ({ name: 'stay_as_of', arguments: '', returns, comment: '' });

describe('columns that an answer shows', () => {
  it('have a type that can be shown', () => {
    expect(columnTypeOf({ name: 'rules', type: 'text[]' })).toBe('text[]');
    expect(() => columnTypeOf({ name: 'host', type: 'inet' })).toThrow(/host is "inet"/);
  });

  it('are those that a function returns', () => {
    expect(columnsReturned(returning('table ( deal_id text, took_s double precision, rules text[] )'))).toEqual([
      { name: 'deal_id', type: 'text' },
      { name: 'took_s', type: 'double precision' },
      { name: 'rules', type: 'text[]' },
    ]);
    expect(() => columnsReturned(returning('integer'))).toThrow('stay_as_of returns integer, no table');
  });
});
