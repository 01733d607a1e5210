import { type DealInProgress } from './deal-in-progress';
import { type FieldSalesStep } from './field-sales.steps';
import { tellHandover } from './handover.story';
import { PLANTED_FACTS } from './planted-facts';
import { tellFollowUps, tellQuoteDecided, tellQuoteSent } from './quote.story';

const REVISED_SHARE = 0.25;
const WAIVED_SHARE = 0.03;
const COMPETITORS = ['Norvik', 'Hallmann', 'Tessera'];

/** Working days that this deal will stay in the step. */
export const stayDays = (deal: DealInProgress, step: FieldSalesStep): number => {
  const planted = PLANTED_FACTS.slowStep;
  const slowed = step.key === planted.stepKey && deal.segment === planted.segment ? planted.timesLonger : 1;
  return deal.random.logNormal(step.medianDays * slowed, step.spread) * deal.rep.pace;
};

/** What people do while the deal is in the step, apart from waiting. */
export const tellWork = (deal: DealInProgress, step: FieldSalesStep, leavesAt: number): void => {
  const { random, dealId, story } = deal;
  const stream = ['deal', dealId] as const;
  const half = (deal.at + leavesAt) / 2;
  const hours = Math.ceil(random.logNormal(3, 0.6) * 2) / 2;
  story.tell(
    half,
    stream,
    { type: 'EffortLogged', data: { dealId, hours, kind: 'selling', stepKey: step.key } },
    deal.byRep(),
  );
  for (const docType of step.paperwork) {
    if (random.chance(0.1)) continue;
    const attached = { dealId, docType, docId: `dms:${deal.number}/${step.key}/${docType.replaceAll(' ', '-')}` };
    story.tell(leavesAt, stream, { type: 'PaperworkAttached', data: attached }, deal.byRep());
  }
  if (step.key === 'negotiation') {
    const probability = random.integer(2, 9) / 10;
    story.tell(deal.at, stream, { type: 'ForecastRecorded', data: { dealId, probability } }, deal.byRep());
    tellFollowUps(deal, leavesAt);
    const name = random.pick(COMPETITORS);
    if (random.chance(0.3))
      story.tell(half, stream, { type: 'CompetitorIdentified', data: { dealId, name } }, deal.byRep());
  }
};

/** What leaving the step on the way forward brings with it. */
export const tellLeaving = (deal: DealInProgress, step: FieldSalesStep): void => {
  const { random, dealId } = deal;
  if (step.key === 'discovery') {
    if (random.chance(0.6))
      deal.tell({ type: 'CustomerConfirmed', data: { dealId, stepKey: step.key } }, { actorId: undefined });
    tellHandover(deal, 'engineering');
  }
  if (step.key === 'quotation' || (step.key === 'negotiation' && random.chance(REVISED_SHARE))) tellQuoteSent(deal);
  if (step.key === 'approval') tellQuoteDecided(deal, true);
  if (step.key === 'order-handover') tellHandover(deal, 'production');
};

/** Whether the deal passes the step by, and how: without a word, or with leave. */
export const passesBy = (deal: DealInProgress, step: FieldSalesStep): boolean => {
  const planted = PLANTED_FACTS.shortcut;
  if (step.key !== planted.stepKey) return false;
  if (deal.team === planted.teamId) return deal.random.chance(planted.share);
  if (!deal.random.chance(WAIVED_SHARE)) return false;
  const { dealId } = deal;
  const waiverId = `crm:waiver-${deal.number}`;
  const reason = 'the site is known from an earlier order';
  deal.tell({ type: 'WaiverGranted', data: { dealId, waiverId, scope: step.key, by: 'crm:head-of-sales', reason } });
  deal.tell({ type: 'StepSkipped', data: { dealId, stepKey: step.key, reason, waiverId } });
  return true;
};
