import { type GembaClient } from '../client/gemba-client';
import { type ReplayAnswer, type ReplayEntry } from './replay-answer';

export interface ReplayQuestion {
  readonly asOf?: string;
  readonly asAt?: string;
}

/** A whole replay, page after page. The as-of is settled by the first page, so that the pages belong together. */
export const readReplay = async (
  client: GembaClient,
  dealId: string,
  question: ReplayQuestion,
): Promise<ReplayAnswer> => {
  const path = `/v1/deals/${encodeURIComponent(dealId)}/history`;
  const first = await client.get<ReplayAnswer>(path, { ...question });
  const entries: ReplayEntry[] = [...first.entries];
  for (let { next } = first; next !== null;) {
    const page = await client.get<ReplayAnswer>(path, { ...question, upTo: first.asOf.position, after: next });
    entries.push(...page.entries);
    next = page.next;
  }
  return { ...first, entries, next: null };
};
