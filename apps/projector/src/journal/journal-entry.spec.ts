import { type Conclusions, type Row } from '@gemba/read-models';
import { concludedBy, type LastWord, newEntries } from './journal-entry';

const conclusions: Conclusions = {
  retractedKind: 'ShortcutRetracted',
  of: (row) =>
    row['waived'] === true
      ? null
      : { conclusionId: row['id'] as string, kind: 'ShortcutDetected', detail: { step: row['step'] as string } },
};
const row = (id: string, step: string, waived = false): Row => ({ id, step, waived, deal_id: 'crm:1' });
const entriesFor = (believed: readonly LastWord[], rows: readonly Row[]) =>
  newEntries(
    believed,
    concludedBy('shortcut', conclusions, rows, () => 'crm:1'),
    conclusions.retractedKind,
  );
const said = (holds: boolean, step = 'offer', kind = holds ? 'ShortcutDetected' : 'ShortcutRetracted'): LastWord => ({
  conclusionId: 'a',
  subject: 'crm:1',
  kind,
  holds,
  conclusion: { step },
});

describe('the journal', () => {
  it('writes down what is concluded for the first time', () => {
    expect(entriesFor([], [row('a', 'offer')])).toEqual([said(true)]);
  });

  it('says nothing again that it says already, however often the rows are computed', () => {
    expect(entriesFor([said(true)], [row('a', 'offer')])).toEqual([]);
    expect(entriesFor([said(false)], [])).toEqual([]);
  });

  it('takes back what no longer stands, saying what it was', () => {
    expect(entriesFor([said(true)], [])).toEqual([said(false)]);
    expect(entriesFor([said(true)], [row('a', 'offer', true)])).toEqual([said(false)]);
  });

  it('says again what was taken back and holds after all, and what has changed', () => {
    expect(entriesFor([said(false)], [row('a', 'offer')])).toEqual([said(true)]);
    expect(entriesFor([said(true)], [row('a', 'closing')])).toEqual([said(true, 'closing')]);
  });

  it('refuses rows that conclude the same, since one of them could not be taken back', () => {
    expect(() => entriesFor([], [row('a', 'offer'), row('a', 'closing')])).toThrow(
      'Two rows of shortcut conclude the same: the id of a conclusion must tell them apart.',
    );
  });
});
