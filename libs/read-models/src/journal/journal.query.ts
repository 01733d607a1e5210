import { type JsonObject } from '@gemba/event-sourcing';
import { type Question } from '../question';

/** An entry of the journal as the view shows it; the projector writes it, no function of this room. */
interface JournalRow {
  readonly entry_id: number;
  readonly concluded_at: string;
  readonly kind: string;
  readonly table_name: string;
  readonly conclusion_id: string;
  readonly subject: string;
  readonly holds: boolean;
  readonly is_last_word: boolean;
  readonly position: number;
  readonly as_of: string;
  readonly conclusion: JsonObject;
  readonly holds_now: boolean;
}

export const journalQuestion: Question<JournalRow> = {
  path: 'findings',
  heading: 'findings',
  summary: 'What did Gemba conclude, and when? What was taken back stays to be seen',
  row: 'Finding',
  order: ['entry_id'],
  orders: { latest: ['-entry_id'] },
  filters: {
    kind: 'kind',
    table: 'table_name',
    deal: 'subject',
    conclusion: 'conclusion_id',
    holds: 'holds',
    holdsNow: 'holds_now',
    concluded: { span: 'concluded_at', meaning: 'When it was concluded' },
  },
  shapes: { conclusion: { type: 'object', additionalProperties: true } },
  computed: {
    entry_id: 'bigint',
    concluded_at: 'timestamptz',
    kind: 'text',
    table_name: 'text',
    conclusion_id: 'uuid',
    subject: 'text',
    holds: 'boolean',
    is_last_word: 'boolean',
    position: 'bigint',
    as_of: 'timestamptz',
    conclusion: 'json',
    holds_now: 'boolean',
  },
  asOf: {
    function: 'journal_as_of',
    meaning: 'What had been concluded by this instant, and what held then',
    renamed: { at_position: 'position', as_of_then: 'as_of' },
  },
};
