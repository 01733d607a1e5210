import { randomUUID } from 'node:crypto';
import { canonicalInstant, instantOfMicros } from '@gemba/event-sourcing';
import { Problem } from '@gemba/platform';
import type { Origin } from './decide-on-stream';

/** What every command may say of itself. */
export interface OriginMembers {
  readonly by?: string;
  readonly occurredAt?: string;
}

/** Who asks and when: the caller's own word, else now and a fresh command id. */
export const originOf = ({ by, occurredAt }: OriginMembers, idempotencyKey: string | undefined): Origin => ({
  commandId: idempotencyKey ?? randomUUID(),
  occurredAt: occurredAt === undefined ? now() : instantIn('occurredAt', occurredAt),
  ...(by === undefined ? {} : { actorId: by }),
});

export const now = (): string => instantOfMicros(Date.now() * 1000);

const instantIn = (field: string, text: string): string => {
  const instant = canonicalInstant(text);
  if (instant !== null) return instant;
  throw new Problem(422, 'not-an-instant', `${field} is ${JSON.stringify(text)}, which is no instant.`, {
    field,
    remedy: 'Write it like 2026-09-02T08:00:00+02:00.',
  });
};
