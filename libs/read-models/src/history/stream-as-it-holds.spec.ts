import { correction, handover } from '../testing';
import { streamAsItHolds } from './stream-as-it-holds';

const tell = handover('crm:7');
const [chased, missing] = [
  tell('InformationChased', '2026-03-04 09:00', { key: 'account', hours: 1 }),
  tell('MissingInformationReported', '2026-03-02 09:00', { key: 'account' }),
];
const STREAM = chased.stream;

describe('a stream as it holds', () => {
  it('keeps the order of the record, not that of the happening', () => {
    expect(streamAsItHolds(STREAM, [chased, missing])).toEqual([chased, missing]);
  });

  it('says in the place of a corrected event what should have stood there, and nothing where it never happened', () => {
    const data = { handoverId: 'crm:7', key: 'address', hours: 2 };
    const mended = correction(chased, 2, { type: 'InformationChased', data });
    expect(streamAsItHolds(STREAM, [chased, missing, mended])).toEqual([{ ...chased, data }, missing]);
    expect(streamAsItHolds(STREAM, [chased, missing, correction(missing, 2, null)])).toEqual([chased]);
  });

  it('leaves out what cannot stand in such a stream', () => {
    const strange = correction(chased, 2, { type: 'QuoteAccepted', data: { quoteId: 'crm:q' } });
    expect(streamAsItHolds(STREAM, [chased, missing, strange])).toEqual([missing]);
  });
});
