import { type QuoteSent } from '@gemba/sales-process/sales.events';
import { type Moment } from './moment';
import { type QuoteEnd, type QuoteFamily, type Standing } from './quote-family';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Terms = Pick<QuoteFamily, 'amountMinor' | 'currency' | 'validUntil'>;

const NO_TERMS: Terms = { amountMinor: null, currency: null, validUntil: null };

const termsOf = ({ amountMinor, currency, validUntil }: Partial<QuoteSent['data']>): Terms => ({
  amountMinor: Number.isSafeInteger(amountMinor) ? amountMinor! : null,
  currency: typeof currency === 'string' ? currency : null,
  validUntil: typeof validUntil === 'string' ? validUntil : null,
});

/**
 * Follows one family through what is said of its quotes.
 *
 * - What the customer decides on the revision sent last, or accepts of any revision, decides the family; a rejection of
 *   a revision that was already replaced does not.
 * - An acceptance stays, whatever is sent or taken back afterwards, unless that same quote is then rejected.
 * - Sending it again opens a family that was rejected, taken back or superseded.
 */
export class QuoteFamilyWalk {
  readonly quoteIds = new Set<string>();
  readonly standing: Mutable<Standing>[] = [];
  firstSent: Moment | null = null;
  sendings = 0;
  end: QuoteFamily['end'] = null;
  private readonly termsOfQuote = new Map<string, Terms>();
  private current: string | null = null;
  private accepted: string | null = null;

  constructor(readonly familyId: string) {}

  get terms(): Terms {
    return this.termsOfQuote.get(this.accepted ?? this.current ?? '') ?? NO_TERMS;
  }

  sent(quoteId: string, data: Partial<QuoteSent['data']>, moment: Moment): void {
    this.firstSent ??= moment;
    this.sendings++;
    this.current = quoteId;
    this.termsOfQuote.set(quoteId, termsOf(data));
    if (this.accepted !== null) return;
    this.end = null;
    const last = this.standing.at(-1);
    if (last === undefined || last.to !== null) this.standing.push({ from: moment, to: null, endedBy: null });
  }

  acceptedBy(quoteId: string, moment: Moment): void {
    if (this.accepted !== null) return;
    this.accepted = quoteId;
    this.ended('accepted', moment);
  }

  rejected(quoteId: string, moment: Moment): void {
    const isOverturned = this.accepted === quoteId;
    if (!isOverturned && (this.accepted !== null || !this.isCurrent(quoteId))) return;
    this.accepted = null;
    this.ended('rejected', moment);
  }

  withdrawn(quoteId: string, moment: Moment): void {
    if (this.end === null && this.isCurrent(quoteId)) this.ended('withdrawn', moment);
  }

  /** Whether another family took its place, or none is named; a revision of this family goes on for it. */
  superseded(quoteId: string, isByOwnRevision: boolean, moment: Moment): void {
    if (this.end === null && !isByOwnRevision && this.isCurrent(quoteId)) this.ended('superseded', moment);
  }

  private isCurrent(quoteId: string): boolean {
    return this.current === null || this.current === quoteId;
  }

  private ended(kind: QuoteEnd, moment: Moment): void {
    this.end = { kind, moment };
    const last = this.standing.at(-1);
    if (last !== undefined && last.to === null) Object.assign(last, { to: moment, endedBy: kind });
  }
}
