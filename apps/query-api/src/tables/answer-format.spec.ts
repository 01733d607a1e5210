import { acceptedFormat } from './answer-format';

describe('the format of an answer', () => {
  it.each([
    [undefined, 'json'],
    ['*/*', 'json'],
    ['application/json', 'json'],
    ['text/csv', 'csv'],
    ['TEXT/CSV; header=present', 'csv'],
    ['text/csv, */*;q=0.1', 'csv'],
    ['text/csv;q=0.5, application/json', 'json'],
    ['text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8', 'json'],
    ['text/*, application/json;q=0.2', 'csv'],
    ['text/csv;q=0', 'json'],
    ['text/csv;q=nonsense', 'json'],
  ])('accepted as %j is %s', (accept, format) => expect(acceptedFormat(accept)).toBe(format));
});
