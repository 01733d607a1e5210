import { type NewEvent } from '@gemba/event-sourcing';
import { type SalesEvent } from '@gemba/sales-process/sales.events';
import { type Rep, type SalesTeam } from './organisation';
import { type SeededRandom } from './seeded-random';
import { type Story, type Teller } from './story';
import { DAY_BS } from './working-time';

export const SEGMENTS = { industry: 0.45, trade: 0.35, public: 0.2 } as const;
export type Segment = keyof typeof SEGMENTS;

/** A deal while its story is told: what is settled about it, and how far it has come. */
export class DealInProgress {
  /** Business seconds of the period that have passed. */
  at: number;
  /** The quote that stands, and how many revisions came before it. */
  quote: { readonly id: string; readonly revision: number } | null = null;

  constructor(
    readonly story: Story,
    readonly random: SeededRandom,
    readonly dealId: string,
    readonly rep: Rep,
    readonly segment: Segment,
    readonly amountMinor: number,
    openedAt: number,
  ) {
    this.at = openedAt;
  }

  get team(): SalesTeam {
    return this.rep.team;
  }

  /** The deal's own number within all seeds; other objects of the deal are named after it. */
  get number(): string {
    return this.dealId.slice(this.dealId.indexOf(':') + 1);
  }

  pass(workingDays: number): void {
    this.at += workingDays * DAY_BS;
  }

  /** Something happens to the deal itself. */
  tell<E extends SalesEvent>(event: E, by: Partial<Teller> = {}): NewEvent<E> | null {
    return this.story.tell(this.at, ['deal', this.dealId], event, { ...this.byRep(), ...by });
  }

  byRep(): Teller {
    return { actorId: this.rep.id, teamId: this.rep.team };
  }
}
