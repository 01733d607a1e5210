import { type HandoverItem } from '@gemba/sales-process/handover/handover.events';
import { type DealInProgress } from './deal-in-progress';
import { FIELD_SALES_HANDOVERS, type ReceivingTeam } from './field-sales.steps';
import { PLANTED_FACTS } from './planted-facts';

const MOST_SUBMISSIONS = 4;
const INVALID_SHARE = 0.03;
const ESCAPED_SHARE = 0.04;

const shareMissing = (deal: DealInProgress, toTeam: ReceivingTeam, key: string): number => {
  const planted = PLANTED_FACTS.missingItem;
  const isPlanted = deal.team === planted.fromTeam && toTeam === planted.toTeam && key === planted.key;
  return isPlanted ? planted.share : planted.elsewhere;
};

const itemsOf = (deal: DealInProgress, toTeam: ReceivingTeam): HandoverItem[] =>
  FIELD_SALES_HANDOVERS[toTeam].items.map((key) => {
    const missing = deal.random.chance(shareMissing(deal, toTeam, key));
    const valid = !missing && !deal.random.chance(INVALID_SHARE);
    return {
      key,
      required: true,
      applicable: true,
      ...(missing ? {} : { value: `dms:${deal.number}/${key}` }),
      valid,
      weight: 1,
    };
  });

/** What was sent back is mended; what was in order stays so. */
const mend = (deal: DealInProgress, items: readonly HandoverItem[]): HandoverItem[] =>
  items.map((item) =>
    item.valid || deal.random.chance(0.1) ? item : { ...item, value: `dms:${deal.number}/${item.key}`, valid: true },
  );

/** The deal goes over a boundary: submitted, looked at, sent back while something is missing, taken over. */
export const tellHandover = (deal: DealInProgress, toTeam: ReceivingTeam): void => {
  const { story, random, dealId } = deal;
  const handoverId = `crm:${deal.number}-to-${toTeam}`;
  const stream = ['handover', handoverId] as const;
  const byReceiver = { actorId: `crm:${toTeam}-${random.integer(1, 3)}`, teamId: toTeam };
  let items = itemsOf(deal, toTeam);
  for (let submissionNo = 1; ; submissionNo++) {
    const submitted = { handoverId, dealId, fromTeam: deal.team, toTeam, submissionNo, items };
    story.tell(deal.at, stream, { type: 'HandoverSubmitted', data: submitted }, deal.byRep());
    deal.pass(random.logNormal(0.6, 0.7));
    const defective = items.filter((item) => !item.valid);
    if (defective.length === 0) break;
    const defects = defective.map(({ key, value }) => ({
      key,
      defect: value === undefined ? ('missing' as const) : ('invalid' as const),
    }));
    story.tell(deal.at, stream, { type: 'HandoverRejected', data: { handoverId, items: defects } }, byReceiver);
    const chased = { handoverId, key: defects[0]!.key, hours: random.integer(1, 4) / 2 };
    story.tell(deal.at, stream, { type: 'InformationChased', data: chased }, byReceiver);
    deal.pass(random.logNormal(1.2, 0.6));
    items =
      submissionNo === MOST_SUBMISSIONS
        ? items.map((item) => ({ ...item, value: item.value ?? '-', valid: true }))
        : mend(deal, items);
  }
  story.tell(deal.at, stream, { type: 'HandoverAccepted', data: { handoverId } }, byReceiver);
  if (random.chance(ESCAPED_SHARE)) {
    const escaped = { handoverId, key: random.pick(items).key };
    const foundAt = deal.at + random.logNormal(3, 0.5) * 28_800;
    story.tell(foundAt, stream, { type: 'MissingInformationReported', data: escaped }, byReceiver);
  }
};
