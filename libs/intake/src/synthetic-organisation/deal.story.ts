import { type DealInProgress } from './deal-in-progress';
import { beginDeal, tellOpening } from './deal-opening.story';
import { FIELD_SALES_STEPS, type FieldSalesStep, type StepKey } from './field-sales.steps';
import { tellLongWork } from './long-work.story';
import { type Organisation } from './organisation';
import { tellQuoteDecided } from './quote.story';
import { passesBy, stayDays, tellLeaving, tellWork } from './step.story';
import { type ToldEvent } from './story';
import { DAY_BS } from './working-time';

type End = keyof FieldSalesStep['ends'];

const REOPENED_SHARE = 0.08;
const REWORKED_SHARE = 0.12;
const LOST_REASONS = ['price', 'delivery date', 'missing function', 'known supplier'];

const placeOf = (key: StepKey): number => FIELD_SALES_STEPS.findIndex((step) => step.key === key);

const endAt = (deal: DealInProgress, step: FieldSalesStep): End | null => {
  const { lost, no_decision, disqualified } = step.ends;
  const goesOn = 1 - lost - no_decision - disqualified;
  const drawn = deal.random.weighted({ goesOn, lost, no_decision, disqualified });
  return drawn === 'goesOn' ? null : drawn;
};

const tellEnd = (deal: DealInProgress, end: End | 'won'): void => {
  const { random, dealId, amountMinor } = deal;
  switch (end) {
    case 'won':
      deal.tell({ type: 'DealWon', data: { dealId, amountMinor, currency: 'EUR' } });
      return;
    case 'lost':
      tellQuoteDecided(deal, false);
      deal.tell({
        type: 'DealLost',
        data: { dealId, reason: random.pick(LOST_REASONS), statedBy: random.chance(0.6) ? 'rep' : 'buyer' },
      });
      return;
    case 'no_decision':
      deal.tell({ type: 'DealNoDecision', data: { dealId, reason: 'no budget this year' } });
      return;
    case 'disqualified':
      deal.tell({ type: 'DealDisqualified', data: { dealId, reason: 'no need that we serve' } });
      return;
  }
};

/** From a step on until the attempt ends; says how. */
const tellAttempt = (deal: DealInProgress, from: StepKey): End | 'won' => {
  const { random, dealId, rep } = deal;
  let cameFrom: StepKey | undefined;
  let reworked = false;
  for (let place = placeOf(from); place < FIELD_SALES_STEPS.length; place++) {
    const step = FIELD_SALES_STEPS[place]!;
    if (passesBy(deal, step)) continue;
    const batch = random.chance(rep.batchEntryShare);
    const entered = { dealId, stepKey: step.key, ...(cameFrom === undefined ? {} : { fromStepKey: cameFrom }) };
    deal.tell({ type: 'StepEntered', data: entered }, batch ? { enteredLater: 3 * DAY_BS } : {});
    cameFrom = step.key;
    const leavesAt = deal.at + stayDays(deal, step) * DAY_BS;
    tellWork(deal, step, leavesAt);
    deal.at = leavesAt;
    const end = endAt(deal, step);
    if (end !== null) return end;
    tellLeaving(deal, step);
    if (step.key === 'negotiation' && !reworked && random.chance(REWORKED_SHARE)) {
      reworked = true;
      place = placeOf('solution-design') - 1;
    }
  }
  return 'won';
};

/** The whole story of one deal, up to the end of the period. */
export const tellDeal = (
  organisation: Organisation,
  number: number,
  openedAt: number,
  longEvents = 0,
): readonly ToldEvent[] => {
  const deal = beginDeal(organisation, number, openedAt);
  const { random, dealId, story } = deal;
  tellOpening(deal, organisation.plan.correctionShare);
  if (longEvents > 0) tellLongWork(deal, longEvents, organisation.time.length);
  const end = tellAttempt(deal, 'qualification');
  tellEnd(deal, end);
  if ((end === 'lost' || end === 'no_decision') && random.chance(REOPENED_SHARE)) {
    deal.pass(random.integer(15, 60));
    deal.tell({ type: 'DealReopened', data: { dealId, reason: 'the customer called again' } });
    tellEnd(deal, tellAttempt(deal, deal.quote === null ? 'discovery' : 'negotiation'));
  }
  return story.events;
};
