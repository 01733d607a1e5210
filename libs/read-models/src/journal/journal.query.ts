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
  readonly is_believed: boolean;
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
    holdsNow: 'is_believed',
    concluded: { span: 'concluded_at', meaning: 'When it was concluded' },
  },
  shapes: { conclusion: { type: 'object', additionalProperties: true } },
  neverNull: [
    'entry_id',
    'concluded_at',
    'kind',
    'table_name',
    'conclusion_id',
    'subject',
    'holds',
    'is_last_word',
    'position',
    'as_of',
    'conclusion',
    'is_believed',
  ],
  asOf: {
    function: 'journal_as_of',
    meaning: 'What had been concluded by this instant, and what held then',
    renamed: { at_position: 'position', as_of_then: 'as_of' },
  },
};
