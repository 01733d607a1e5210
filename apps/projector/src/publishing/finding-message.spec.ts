import { FINDING_KINDS, FINDING_SCHEMAS } from '@gemba/read-models';
import { findingMessage } from './finding-message';
import { type JournalEntryRow } from './journal-entry-row';
import { breachesOf } from './testing/contract';
import { asCloudEvent, dataOf, headersOf } from './testing/read-message';

const origin = { journalId: '7b0c54a4-5f0e-4f0e-9a52-0b6f6a7b9d11', incarnation: 'r1' };
const entry: JournalEntryRow = {
  entryId: '17',
  concludedAt: '2026-03-02T09:00:02.000000Z',
  kind: 'ShortcutRetracted',
  table: 'shortcut',
  conclusionId: '5e0b7c8a-3d1f-5b7e-8a52-0b6f6a7b9d11',
  subject: 'crm:1',
  holds: false,
  position: '9007199254740993',
  asOf: '2026-03-02T09:00:01.000001Z',
  conclusion: FINDING_SCHEMAS.ShortcutRetracted.examples[0]!.detail,
};

describe('a finding', () => {
  it('goes out under the deal it is about, with its place in the journal and what was known', () => {
    const message = findingMessage(entry, origin);
    expect(String(message.key)).toBe('crm:1');
    expect(headersOf(message)).toEqual({
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_type: 'gemba.ShortcutRetracted.v1',
      ce_source: `urn:gemba:journal:${origin.journalId}`,
      ce_id: '17',
      ce_time: '2026-03-02T09:00:02.000000Z',
      ce_subject: 'crm:1',
      ce_dataschema: 'urn:gemba:schema:ShortcutRetracted:v1',
      ce_partitionkey: 'crm:1',
      ce_incarnation: 'r1',
      ce_position: '9007199254740993',
      ce_asof: '2026-03-02T09:00:01.000001Z',
    });
    const { conclusionId, table, holds, conclusion: detail } = entry;
    expect(dataOf(message)).toEqual({ conclusionId, table, holds, detail });
  });

  it.each(FINDING_KINDS)('keeps its contract, and is read by the CloudEvents library: %s', (kind) => {
    for (const { detail } of FINDING_SCHEMAS[kind].examples) {
      const message = findingMessage({ ...entry, kind, conclusion: detail }, origin);
      expect(breachesOf('FindingHeaders.v1', headersOf(message))).toEqual([]);
      expect(breachesOf(`${kind}.v1`, dataOf(message))).toEqual([]);
      expect(asCloudEvent(message)).toMatchObject({ type: `gemba.${kind}.v1`, id: '17', data: dataOf(message) });
    }
  });
});
