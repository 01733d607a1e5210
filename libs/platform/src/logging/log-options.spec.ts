import { withoutPublicSecret } from './log-options';

describe('a logged path', () => {
  it('does not say what opens a public page', () => {
    expect(withoutPublicSecret('/public/journeys/Zr3n0v8p1qXwY2kL5mN7tA?x=1')).toBe('/public/journeys/[redacted]?x=1');
    expect(withoutPublicSecret('/v1/deals/crm:1')).toBe('/v1/deals/crm:1');
  });
});
