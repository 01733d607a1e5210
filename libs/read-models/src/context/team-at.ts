import { type Context } from './context';

/** The team a person belonged to at an instant; of several the one joined last. Null where none is known. */
export const teamAt = (context: Context, personId: string, at: string): string | null => {
  const stays = context.memberships.get(personId) ?? [];
  const stay = stays.findLast(({ from, to }) => from <= at && (to === null || at < to));
  return stay?.teamId ?? null;
};
