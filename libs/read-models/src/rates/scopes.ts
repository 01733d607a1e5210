import { type CaseAt } from './case-at';

/** By what cases are put together. */
export const SCOPES = ['all', 'process', 'segment', 'channel', 'team', 'owner'] as const;
export type Scope = (typeof SCOPES)[number];

/** What a case is in a scope; null where unknown, and over all. */
export const valueIn = (scope: Scope, { classification }: CaseAt): string | null => {
  switch (scope) {
    case 'all':
      return null;
    case 'process':
      return classification.process_id;
    case 'segment':
      return classification.segment;
    case 'channel':
      return classification.channel;
    case 'team':
      return classification.team_id;
    case 'owner':
      return classification.owner_id;
  }
};
