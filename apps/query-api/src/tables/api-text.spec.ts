import { apiText } from './api-text';
import { STAYS } from './testing/stays';

describe('what a definition says', () => {
  it('is told in the words of the API: columns and null, and nothing else', () =>
    expect(apiText(STAYS, 'NULL with is_open or from_party; not as other_table, open_x or NULLABLE')).toBe(
      'null with isOpen or fromParty; not as other_table, open_x or NULLABLE',
    ));
});
