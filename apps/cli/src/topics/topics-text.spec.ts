import { topicsText } from './topics-text';

describe('what a person reads of the topics', () => {
  it('names each topic, and each setting that is otherwise than planned', () => {
    const differences = [{ name: 'partitions', planned: '12', found: '3' }];
    expect(
      topicsText([
        { topic: 'a', outcome: 'created', differences: [] },
        { topic: 'b', outcome: 'different', differences },
      ]),
    ).toEqual(['a: created', 'b: differs from its plan; nothing was changed', '  partitions: planned 12, found 3']);
  });
});
