import { compareHappening } from '@gemba/event-sourcing';
import { type SalesEvent } from '@gemba/sales-process/sales.events';
import { arrivalsOf } from './arrivals';
import { PLANTED_FACTS } from './planted-facts';

type DataOf<Type extends SalesEvent['type']> = Extract<SalesEvent, { type: Type }>['data'];

const CLOSING = ['DealWon', 'DealLost', 'DealNoDecision', 'DealDisqualified'];

/** What happened, each once, in order; late and double deliveries undone. */
const happened = [...arrivalsOf({ seed: 11, deals: 4_000, days: 730, mergeShare: 0, correctionShare: 0 })]
  .filter(({ again }) => !again)
  .map(({ event }) => event)
  .sort(compareHappening);

const all = <Type extends SalesEvent['type']>(type: Type): DataOf<Type>[] =>
  happened.filter((event) => event.type === type).map(({ data }) => data as DataOf<Type>);

const opened = new Map(all('DealOpened').map((data) => [data.dealId, data]));

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const shareOf = <T>(items: readonly T[], holds: (item: T) => boolean): number =>
  items.filter(holds).length / items.length;

/** Ended stays in a step, in milliseconds, with the deal. */
const staysIn = (stepKey: string): { dealId: string; stay: number }[] => {
  const enteredAt = new Map<string, number>();
  const stays: { dealId: string; stay: number }[] = [];
  for (const { type, data, metadata } of happened) {
    if (type !== 'StepEntered' && !CLOSING.includes(type)) continue;
    const { dealId, stepKey: next } = data as { dealId: string; stepKey?: string };
    const now = Date.parse(metadata.occurredAt);
    const since = enteredAt.get(dealId);
    if (since !== undefined) stays.push({ dealId, stay: now - since });
    if (next === stepKey) enteredAt.set(dealId, now);
    else enteredAt.delete(dealId);
  }
  return stays;
};

describe('planted facts', () => {
  it('lets the planted segment wait in the planted step as many times longer as stated', () => {
    const { stepKey, segment, timesLonger } = PLANTED_FACTS.slowStep;
    const stays = staysIn(stepKey);
    const medianStay = (planted: boolean): number =>
      median(
        stays.filter(({ dealId }) => (opened.get(dealId)!.segment === segment) === planted).map(({ stay }) => stay),
      );
    const ratio = medianStay(true) / medianStay(false);
    expect(ratio).toBeGreaterThan(timesLonger * 0.8);
    expect(ratio).toBeLessThan(timesLonger * 1.2);
  });

  it('lets the planted item be missing in the stated share of first submissions, and others in theirs', () => {
    const { fromTeam, toTeam, key, share, elsewhere } = PLANTED_FACTS.missingItem;
    const items = all('HandoverSubmitted')
      .filter(({ submissionNo }) => submissionNo === 1)
      .flatMap((submission) => submission.items.map((item) => ({ submission, item })));
    const missingShare = (planted: boolean): number =>
      shareOf(
        items.filter(
          ({ submission, item }) =>
            (submission.fromTeam === fromTeam && submission.toTeam === toTeam && item.key === key) === planted,
        ),
        ({ item }) => item.value === undefined,
      );
    expect(missingShare(true)).toBeCloseTo(share, 1);
    expect(missingShare(false)).toBeCloseTo(elsewhere, 1);
  });

  it('lets the planted team pass the planted step by without leave, and no other', () => {
    const { channel, stepKey, share, elsewhere } = PLANTED_FACTS.shortcut;
    const dealsThatEntered = (step: string): Set<string> =>
      new Set(
        all('StepEntered')
          .filter((data) => data.stepKey === step)
          .map(({ dealId }) => dealId),
      );
    const surveyed = dealsThatEntered(stepKey);
    const allowed = new Set(all('StepSkipped').map(({ dealId }) => dealId));
    const gotPast = [...dealsThatEntered('solution-design')];
    const shortcutShare = (planted: boolean): number =>
      shareOf(
        gotPast.filter((dealId) => (opened.get(dealId)!.channel === channel) === planted),
        (dealId) => !surveyed.has(dealId) && !allowed.has(dealId),
      );
    expect(shortcutShare(true)).toBeCloseTo(share, 1);
    expect(shortcutShare(false)).toBe(elsewhere);
  });
});
