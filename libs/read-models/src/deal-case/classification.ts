import { type DealCase } from './deal-case';

/** By what deals are told apart in tables across deals; as column names. Unknown is null. */
export type Classification = {
  readonly process_id: string | null;
  readonly segment: string | null;
  readonly channel: string | null;
  readonly team_id: string | null;
  readonly owner_id: string | null;
};

export const classificationOf = ({ bindings, facts }: DealCase): Classification => ({
  process_id: bindings.at(-1)!.processId,
  segment: facts.segment,
  channel: facts.channel,
  team_id: facts.teamId,
  owner_id: facts.ownerId,
});
