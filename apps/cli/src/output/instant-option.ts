import { canonicalInstant } from '@gemba/event-sourcing';
import { CliFailure, EXIT } from '../failure/cli-failure';

/** An option's text → canonical instant; refuses what has no offset, since nobody could say which instant it is. */
export const instantOption = (name: string, text: string): string => {
  const instant = canonicalInstant(text);
  if (instant !== null) return instant;
  throw new CliFailure(
    EXIT.usage,
    `${name} is "${text}", no instant with an offset.`,
    'Write it like 2026-09-02T10:12:13+02:00 or 2026-09-02T08:12:13Z.',
    name,
  );
};
