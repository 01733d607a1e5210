import { type DerivedBoundary, type DerivedItem } from '@gemba/sales-process/sales.events';
import { type HandoverDerivation } from '../../context';
import { type HistoryEvent } from '../../history';
import { type AttemptsWalk } from '../attempts-walk';
import { type DealFacts } from '../deal-case';
import { type Moment, momentOf } from '../moment';
import { DealFields } from './deal-fields';
import { type FoundDefect, type HandedItem, type Handover } from './handover';
import { completenessOf } from './hold-against';

/** Where the deal stands, as far as boundaries see it. */
interface Place {
  readonly isOpened: boolean;
  readonly ownerId: string | null;
  readonly teamId: string | null;
  readonly step: string | null;
  /** How many visits have begun: coming back to a step is a boundary again. */
  readonly visits: number;
  readonly outcome: string | null;
  readonly attempt: number;
}

/** A boundary that was crossed. Items are judged when the walk ends: what comes in the same instant was there. */
interface Crossing {
  readonly boundary: DerivedBoundary;
  readonly no: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly moment: Moment;
  readonly actorId: string | null;
  readonly items: readonly { readonly item: DerivedItem; readonly applicable: boolean }[];
  /** When each item came to be there; null not at all. */
  readonly since: Map<string, Moment | null>;
}

const NOWHERE: Place = {
  isOpened: false,
  ownerId: null,
  teamId: null,
  step: null,
  visits: 0,
  outcome: null,
  attempt: 1,
};

const isNamed = (before: string | null, now: string | null): boolean =>
  before !== null && now !== null && before !== now;

/** Whether a move from one place to another crosses a boundary. Nothing is crossed from or to an owner not known. */
const CROSSES: { readonly [On in DerivedBoundary['on']]: (before: Place, now: Place) => string | boolean } = {
  opening: (before, now) => !before.isOpened && now.isOpened,
  'owner-change': (before, now) => isNamed(before.ownerId, now.ownerId),
  'team-change': (before, now) => isNamed(before.teamId, now.teamId),
  'step-entry': (before, now) => (now.visits > before.visits ? (now.step ?? false) : false),
  closing: (before, now) =>
    now.outcome !== null && (now.attempt !== before.attempt || before.outcome !== now.outcome) ? now.outcome : false,
};

const isCrossed = ({ on, only }: DerivedBoundary, before: Place, now: Place): boolean => {
  const found = CROSSES[on](before, now);
  return typeof found === 'string' ? (only?.includes(found) ?? true) : found;
};

const isOwners = ({ on, from, to }: DerivedBoundary): boolean =>
  on === 'owner-change' && from === undefined && to === undefined;

const partiesOf = (boundary: DerivedBoundary, before: Place, now: Place): Pick<Crossing, 'from' | 'to'> =>
  isOwners(boundary)
    ? { from: before.ownerId, to: now.ownerId }
    : { from: boundary.from ?? before.teamId, to: boundary.to ?? now.teamId };

/** Sees handovers in the history of a deal whose source tells of none, as the organisation's rule says. */
export class DerivedBoundariesWalk {
  private readonly fields = new DealFields();
  private readonly crossings: Crossing[] = [];
  private place = NOWHERE;

  constructor(
    private readonly dealId: string,
    private readonly derivation: HandoverDerivation,
  ) {}

  /** Takes each event after it has moved the case. */
  happened(event: HistoryEvent, attempts: AttemptsWalk, facts: DealFacts): void {
    const moment = momentOf(event);
    const before = this.place;
    if (this.fields.happened(event).length > 0) this.supplied(moment);
    const attempt = attempts.attempts.at(-1)!;
    this.place = {
      isOpened: before.isOpened || event.type === 'DealOpened',
      ownerId: facts.ownerId,
      teamId: facts.teamId,
      step: attempt.visits.at(-1)?.stepKey ?? null,
      visits: attempts.attempts.reduce((count, { visits }) => count + visits.length, 0),
      outcome: attempt.outcome,
      attempt: attempt.no,
    };
    for (const boundary of this.derivation.boundaries) {
      if (isCrossed(boundary, before, this.place)) this.cross(boundary, before, moment, event);
    }
  }

  handovers(): Handover[] {
    return this.crossings.map((crossing) => this.handoverOf(crossing));
  }

  private cross(boundary: DerivedBoundary, before: Place, moment: Moment, { metadata }: HistoryEvent): void {
    const no = this.crossings.filter((crossing) => crossing.boundary.key === boundary.key).length + 1;
    const asked = boundary.items.filter(({ key }, i) => boundary.items.findIndex((item) => item.key === key) === i);
    const items = asked.map((item) => {
      const { appliesWhen } = item;
      const applicable = appliesWhen === undefined || this.fields.isOneOf(appliesWhen.field, appliesWhen.in);
      return { item, applicable };
    });
    const since = new Map(items.map(({ item }) => [item.key, this.fields.has(item.field) ? moment : null]));
    const actorId = metadata.actorId ?? null;
    this.crossings.push({ boundary, no, ...partiesOf(boundary, before, this.place), moment, actorId, items, since });
  }

  /** Notes what was supplied after a boundary was crossed without it. */
  private supplied(moment: Moment): void {
    for (const { items, since } of this.crossings) {
      for (const { item } of items) {
        if (since.get(item.key) === null && this.fields.has(item.field)) since.set(item.key, moment);
      }
    }
  }

  private handoverOf({ boundary, no, from, to, moment, actorId, items, since }: Crossing): Handover {
    const wasThere = (key: string): boolean => (since.get(key) ?? null) !== null && since.get(key)!.at <= moment.at;
    const handed = items.map(({ item: { key, required = true, weight }, applicable }): HandedItem => ({
      key,
      required,
      applicable,
      state: wasThere(key) ? 'complete' : 'missing',
      weight: weight ?? 1,
      weightSource: weight === undefined ? 'default' : 'item',
    }));
    const defects = handed.flatMap(({ key, required, applicable, state }): FoundDefect[] => {
      if (!required || !applicable || state === 'complete') return [];
      const supplied = since.get(key) ?? null;
      return [{ key, defect: supplied === null ? 'missing' : 'late', found: supplied ?? moment, how: 'derived' }];
    });
    return {
      handoverId: `derived:${this.dealId}:${boundary.key}:${no}`,
      origin: 'derived',
      boundaryKey: boundary.key,
      partyKind: isOwners(boundary) ? 'person' : 'team',
      fromParty: from,
      toParty: to,
      submissions: [
        {
          no: 1,
          submitted: moment,
          senderId: actorId,
          items: handed,
          completeness: completenessOf(handed),
          verdict: 'unjudged',
          judged: null,
          judgeId: null,
          defects,
        },
      ],
      accepted: null,
      withdrawn: null,
      returns: [],
      withSender: [],
      chases: [],
      reports: [],
    };
  }
}
