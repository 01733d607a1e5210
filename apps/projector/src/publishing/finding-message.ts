import { publicTypeName } from '@gemba/intake';
import { type OutgoingMessage } from '@gemba/platform';
import { type JournalEntryRow, type JournalOrigin } from './journal-entry-row';
import { type FindingData, type FindingHeaders } from './message-headers';
import { schemaUrn } from './schema-urn';
import { textMessage } from './text-message';

/** Kinds say what they mean in their names: a kind whose meaning changes gets another one. */
const VERSION = 1;

/** An entry of the journal as it goes out, under the deal that it is about, or its table where it is about many. */
export const findingMessage = (entry: JournalEntryRow, { journalId, incarnation }: JournalOrigin): OutgoingMessage => {
  const { kind, subject, conclusionId, table, holds, conclusion } = entry;
  const headers: FindingHeaders = {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_type: publicTypeName(kind, VERSION),
    ce_source: `urn:gemba:journal:${journalId}`,
    ce_id: entry.entryId,
    ce_time: entry.concludedAt,
    ce_subject: subject,
    ce_dataschema: schemaUrn(kind, VERSION),
    ce_partitionkey: subject,
    ce_incarnation: incarnation,
    ce_position: entry.position,
    ce_asof: entry.asOf,
  };
  const data: FindingData & { readonly detail: JournalEntryRow['conclusion'] } = {
    conclusionId,
    table,
    holds,
    detail: conclusion,
  };
  return textMessage(subject, headers, data);
};
