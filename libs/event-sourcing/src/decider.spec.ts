import { accept, type Decider, fold, refuse } from './decider';
import { type Event } from './event';
import { specifyDecider } from './testing';

type Lent = Event<'Lent', { to: string }>;
type Returned = Event<'Returned', { by: string }>;
type Command = { kind: 'lend'; to: string } | { kind: 'return' };

const lent = (to: string): Lent => ({ type: 'Lent', data: { to } });
const returned = (by: string): Returned => ({ type: 'Returned', data: { by } });

/** A book that one person may have at a time. */
const book: Decider<string | null, Command, Lent | Returned, 'lent-to-another' | 'not-lent'> = {
  initial: null,
  evolve: (_, event) => (event.type === 'Lent' ? event.data.to : null),
  decide: (command, holder) => {
    if (command.kind === 'return')
      return holder === null ? refuse('not-lent', 'Nobody has it.') : accept(returned(holder));
    if (holder === command.to) return accept();
    return holder === null ? accept(lent(command.to)) : refuse('lent-to-another', 'Somebody else has it.', 'to');
  },
};

describe('folding', () => {
  it('starts at the initial state and takes events in their order', () => {
    expect(fold(book, [])).toBeNull();
    expect(fold(book, [lent('ann'), returned('ann'), lent('bob')])).toBe('bob');
  });
});

describe('given / when / then of a decider', () => {
  const spec = specifyDecider(book);

  it('passes for what the decider does', () => {
    spec.given().when({ kind: 'lend', to: 'ann' }).recordsOnce(lent('ann'));
    spec.given(lent('ann')).when({ kind: 'lend', to: 'ann' }).recordsNothing();
    spec.given(lent('ann')).when({ kind: 'return' }).records(returned('ann'));
    spec.given(lent('ann')).when({ kind: 'lend', to: 'bob' }).refuses('lent-to-another', 'to');
    spec.given().when({ kind: 'return' }).refuses('not-lent');
  });

  it('fails for what it does not do', () => {
    expect(() => spec.given().when({ kind: 'lend', to: 'ann' }).recordsNothing()).toThrow();
    expect(() => spec.given().when({ kind: 'lend', to: 'ann' }).records(lent('bob'))).toThrow();
    expect(() => spec.given().when({ kind: 'lend', to: 'ann' }).refuses('not-lent')).toThrow();
    expect(() => spec.given(lent('ann')).when({ kind: 'lend', to: 'bob' }).refuses('not-lent')).toThrow();
    expect(() => spec.given(lent('ann')).when({ kind: 'lend', to: 'bob' }).refuses('lent-to-another', 'by')).toThrow();
    expect(() => spec.given(lent('ann')).when({ kind: 'return' }).recordsOnce(returned('ann'))).toThrow();
  });
});
