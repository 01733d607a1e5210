import { scopesOfToken } from './token-scopes';

const scopes = (claims: object): string[] => [...scopesOfToken({ ...claims }, 'gemba:', 'gemba-api')].sort();

describe('the scopes of a token', () => {
  it.each([
    [{ scope: 'openid gemba:read gemba:replay' }],
    [{ scp: 'gemba:read gemba:replay' }],
    [{ scp: ['gemba:read', 'gemba:replay'] }],
    [{ roles: ['gemba:replay', 'gemba:read', 'gemba:read'] }],
    [{ realm_access: { roles: ['gemba:read'] }, resource_access: { 'gemba-api': { roles: ['gemba:replay'] } } }],
  ])('are found where identity providers write them: %j', (claims) => {
    expect(scopes(claims)).toEqual(['read', 'replay']);
  });

  it.each([
    [{}],
    [{ scope: 'admin read' }],
    [{ roles: ['admin'], realm_access: { roles: ['admin'] } }],
    [{ resource_access: { 'another-api': { roles: ['gemba:admin'] } } }],
    [{ scope: 'gemba:everything gemba: GEMBA:read xgemba:read' }],
    [{ scope: 7, scp: { read: true }, roles: [1, null, {}], realm_access: 'gemba:read', resource_access: null }],
  ])('are none where a token means something else: %j', (claims) => expect(scopes(claims)).toEqual([]));
});
