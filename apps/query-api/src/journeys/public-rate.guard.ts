import { Problem } from '@gemba/platform';
import { type ExecutionContext, Injectable } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail } from '@nestjs/throttler';

/** Calls of one address to what anybody may call. */
export const PUBLIC_RATE = [{ ttl: 60_000, limit: 60 }];

/** Lets nobody try links by the thousand. */
@Injectable()
export class PublicRateGuard extends ThrottlerGuard {
  protected override throwThrottlingException(_: ExecutionContext, detail: ThrottlerLimitDetail): Promise<void> {
    const seconds = String(Math.max(1, Math.ceil(detail.timeToBlockExpire)));
    throw new Problem(429, 'too-many-requests', 'This address has asked too often.', {
      remedy: `Ask again in ${seconds} s.`,
      headers: { 'retry-after': seconds },
    });
  }
}
