import { DealInProgress, type Segment, SEGMENTS } from './deal-in-progress';
import { DRAWS, type Organisation, PROCESS_ID, SALES_TEAMS, type SalesTeam } from './organisation';
import { SeededRandom } from './seeded-random';
import { Story } from './story';
import { DAY_BS } from './working-time';

/** Who gets the deal, for whom it is and how large: settled by seed and number alone. */
export const beginDeal = (organisation: Organisation, number: number, openedAt: number): DealInProgress => {
  const { plan, time, reps } = organisation;
  const random = new SeededRandom(plan.seed, DRAWS.deal, number);
  const team = random.weighted<SalesTeam>({
    outside: SALES_TEAMS.outside.weight,
    inside: SALES_TEAMS.inside.weight,
    digital: SALES_TEAMS.digital.weight,
  });
  const name = `${plan.seed}-${String(number).padStart(6, '0')}`;
  const segment: Segment = random.weighted(SEGMENTS);
  const amountMinor = Math.round(random.logNormal(38_000, 0.9)) * 100;
  const story = new Story(name, time);
  return new DealInProgress(story, random, `crm:${name}`, random.pick(reps[team]), segment, amountMinor, openedAt);
};

/** The deal is opened; now and then with one zero too many, which is noticed days later. */
export const tellOpening = (deal: DealInProgress, correctionShare: number): void => {
  const { random, dealId, rep, segment, amountMinor } = deal;
  const opened = {
    dealId,
    customerId: `crm:customer-${random.integer(1, 900)}`,
    segment,
    channel: rep.team,
    processId: PROCESS_ID,
    currency: 'EUR',
    ownerId: rep.id,
    customerTz: 'Europe/Berlin',
  };
  const mistyped = random.chance(correctionShare);
  const told = deal.tell({
    type: 'DealOpened',
    data: { ...opened, amountMinor: mistyped ? amountMinor * 10 : amountMinor },
  });
  if (told === null || !mistyped) return;
  const { story } = deal;
  const replacement = { type: 'DealOpened', data: { ...opened, amountMinor } };
  const corrected = { correctsEventId: told.eventId, mappingVersion: 1, replacement, reason: 'one zero too many' };
  story.tell(deal.at + 3 * DAY_BS, ['deal', dealId], { type: 'DealEventCorrected', data: corrected }, deal.byRep());
};
