import { censorOf, withoutSecrets } from './without-secrets';

describe('text without secrets', () => {
  it.each([
    ['Bearer gemba_1a2b3c4d_QmFzZTY0IHRleHQ-_x', 'Bearer gemba_1a2b3c4d_[redacted]'],
    ['got eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln-_ here', 'got [redacted] here'],
    ['postgres://gemba_app:p%40ss@db:5432/gemba failed', 'postgres://gemba_app:[redacted]@db:5432/gemba failed'],
    ['esdb+discover://admin:changeit@a:2113,b:2113', 'esdb+discover://admin:[redacted]@a:2113,b:2113'],
    ['GET /public/journeys/Zr3n0v8p1qXwY2kL5mN7tA?x=1', 'GET /public/journeys/[redacted]?x=1'],
    ['{"password":"hush","user":"a"}', '{"password":"[redacted]","user":"a"}'],
    [String.raw`{"msg":"{\"clientSecret\": \"hush\"}"}`, String.raw`{"msg":"{\"clientSecret\": \"[redacted]\"}"}`],
    ['host=db password=hush user=a', 'host=db password=[redacted] user=a'],
    ['GET /v1/deals?token=abc&limit=1', 'GET /v1/deals?token=[redacted]&limit=1'],
  ])('%s', (text, expected) => expect(withoutSecrets(text)).toBe(expected));

  it.each([
    'password authentication failed for user "gemba_app"',
    'http://127.0.0.1:8080/v1/deals/crm:4711@home',
    '{"password":null,"token":7,"url":"/v1/deals/crm:1","at":"2026-09-02T10:00:00Z"}',
    'The API key 1a2b3c4d lacks the scope read.',
  ])('stays as it is where there is none: %s', (text) => expect(withoutSecrets(text)).toBe(text));

  it('does not hold what is known to be secret, however it is spelled, longest first', () => {
    const censor = censorOf(['a"b\\c/d', 'hush', 'hush-hush', 'no']);
    expect(censor(JSON.stringify({ a: 'it is a"b\\c/d' }))).toBe('{"a":"it is [redacted]"}');
    expect(censor('hush-hush, a%22b%5Cc%2Fd, no')).toBe('[redacted], [redacted], no');
  });
});
