import { type Question } from '../question';
import { type ShortcutRow } from './shortcut.rows';

export const shortcutQuestion: Question<ShortcutRow> = {
  path: 'shortcuts',
  heading: 'process',
  summary: 'Which ways around the process were taken?',
  order: ['deal_id', 'shortcut_id'],
  orders: { happened: ['-occurred_at'] },
  filters: {
    deal: 'deal_id',
    process: 'process_id',
    version: 'version',
    step: 'step_key',
    segment: 'segment',
    channel: 'channel',
    team: 'team_id',
    owner: 'owner_id',
    kind: 'kind',
    item: 'item',
    actor: 'actor_id',
    actorTeam: 'actor_team_id',
    waived: 'waived',
    remedied: { present: 'remedied_at', meaning: 'true: what was missing came after all; false: it did not' },
    happened: { span: 'occurred_at', meaning: 'When it was done' },
  },
  words: {
    kind: {
      skip: true,
      disorder: true,
      missing_paperwork: true,
      missing_person: true,
      bypassed_handover: true,
      backdating: true,
      batch_entry: true,
    },
  },
};
