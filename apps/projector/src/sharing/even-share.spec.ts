import fc from 'fast-check';
import { evenShare } from './even-share';

describe('an even share', () => {
  it('is everything for a member that is alone', () => {
    expect(evenShare(12, 1, 0)).toBe(12);
  });

  it('of all members together is everything, and no two differ by more than one', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.integer({ min: 1, max: 30 }), (things, members) => {
        const shares = Array.from({ length: members }, (_, rank) => evenShare(things, members, rank));
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(things);
        expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('leaves members without, where there are more of them than things', () => {
    expect([0, 1, 2].map((rank) => evenShare(2, 3, rank))).toEqual([1, 1, 0]);
  });
});
