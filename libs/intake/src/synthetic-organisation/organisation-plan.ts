/** What can be asked of the synthetic organisation. Equal plans give equal events. */
export interface OrganisationPlan {
  readonly seed: number;
  readonly deals: number;
  /** First local day of the period, `YYYY-MM-DD`. */
  readonly startDate: string;
  /** Length of the period in calendar days; what would happen later has not happened. */
  readonly days: number;
  /** IANA name of the zone the organisation lives in. */
  readonly tz: string;
  /** Share of events that reach us days after they happened. */
  readonly lateShare: number;
  /** Share of events that are delivered a second time. */
  readonly duplicateShare: number;
  /** Share of deals that turn out to have been opened twice, and are merged. */
  readonly mergeShare: number;
  /** Share of deals whose opening is corrected later. */
  readonly correctionShare: number;
  /** Deals that go on and on: how many of `deals`, and how many events each. */
  readonly longDeals: { readonly count: number; readonly events: number };
  /** Deals come in feeds of this many, one feed after the other: what bounds memory. */
  readonly feedDeals: number;
}

const DEFAULTS: OrganisationPlan = {
  seed: 1,
  deals: 2_000,
  startDate: '2025-01-01',
  days: 365,
  tz: 'Europe/Berlin',
  lateShare: 0.03,
  duplicateShare: 0.02,
  mergeShare: 0.004,
  correctionShare: 0.005,
  longDeals: { count: 0, events: 1_000 },
  feedDeals: 10_000,
};

const requireShare = (name: string, value: number): void => {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${name} is ${value}; give a share from 0 to 1`);
};

const requireCount = (name: string, value: number, least: number): void => {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new RangeError(`${name} is ${value}; give a whole number from ${least} up`);
  }
};

/** Fills in what was not asked for and refuses what cannot be. */
export const organisationPlan = (asked: Partial<OrganisationPlan> = {}): OrganisationPlan => {
  const plan = { ...DEFAULTS, ...asked };
  requireCount('seed', plan.seed, 0);
  requireCount('deals', plan.deals, 0);
  requireCount('days', plan.days, 1);
  requireCount('feedDeals', plan.feedDeals, 1);
  requireCount('longDeals.count', plan.longDeals.count, 0);
  requireShare('lateShare', plan.lateShare);
  requireShare('duplicateShare', plan.duplicateShare);
  requireShare('mergeShare', plan.mergeShare);
  requireShare('correctionShare', plan.correctionShare);
  if (plan.longDeals.count > plan.deals) {
    throw new RangeError(`longDeals.count is ${plan.longDeals.count}, more than the ${plan.deals} deals there are`);
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(plan.startDate) || Number.isNaN(Date.parse(plan.startDate))) {
    throw new RangeError(`startDate is ${plan.startDate}; give a date as YYYY-MM-DD`);
  }
  return plan;
};
