/**
 * What is true of every synthetic organisation because it was built so. An analysis that is any good finds these again
 * in the tables; `elsewhere` is the same figure where nothing was planted.
 */
export const PLANTED_FACTS = {
  /** Deals of this segment stay in this step this many times as long (medians) as deals of the others. */
  slowStep: { stepKey: 'approval', segment: 'public', timesLonger: 3, elsewhere: 1 },
  /** First submissions of this handover come without this item in this share of cases. */
  missingItem: { fromTeam: 'digital', toTeam: 'production', key: 'delivery-address', share: 0.45, elsewhere: 0.05 },
  /** This team's deals leave out this mandatory step, without a waiver, in this share of those that get past it. */
  shortcut: { teamId: 'inside', channel: 'inside', stepKey: 'site-survey', share: 0.4, elsewhere: 0 },
} as const;

export type PlantedFacts = typeof PLANTED_FACTS;
