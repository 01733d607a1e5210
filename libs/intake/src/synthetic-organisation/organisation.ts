import { type OrganisationPlan } from './organisation-plan';
import { SeededRandom } from './seeded-random';
import { WorkingTime } from './working-time';

export const ORGANISATION_ID = 'crm:field-sales';
export const PROCESS_ID = 'crm:field-sales';
export const CALENDAR_ID = 'office-hours';

export type SalesTeam = 'outside' | 'inside' | 'digital';

/** Somebody who works deals, in their own way. */
export interface Rep {
  readonly id: string;
  readonly team: SalesTeam;
  /** 1 is usual, 2 takes twice as long. */
  readonly pace: number;
  /** Working days to the first follow-up of a quote, as a rule. */
  readonly followUpAfterDays: number;
  /** How often two steps are keyed in at once, after the event. */
  readonly batchEntryShare: number;
}

/** The teams, how many people each has, and how large its share of new deals is. */
export const SALES_TEAMS: Readonly<Record<SalesTeam, { readonly reps: number; readonly weight: number }>> = {
  outside: { reps: 8, weight: 0.4 },
  inside: { reps: 6, weight: 0.35 },
  digital: { reps: 4, weight: 0.25 },
};

export const RECEIVING_TEAMS = ['engineering', 'production'] as const;

/** What stands still while deals come and go. */
export interface Organisation {
  readonly plan: OrganisationPlan;
  readonly time: WorkingTime;
  readonly reps: Readonly<Record<SalesTeam, readonly Rep[]>>;
}

// One number for each use of the seed, so that more draws in one place change nothing in another.
export const DRAWS = { reps: 1, openings: 2, deal: 3, delivery: 4 } as const;

const repsOf = (seed: number): Record<SalesTeam, Rep[]> => {
  const random = new SeededRandom(seed, DRAWS.reps);
  const teams: Record<SalesTeam, Rep[]> = { outside: [], inside: [], digital: [] };
  let number = 0;
  for (const team of Object.keys(teams) as SalesTeam[]) {
    for (let i = 0; i < SALES_TEAMS[team].reps; i++) {
      number += 1;
      teams[team].push({
        id: `crm:rep-${String(number).padStart(2, '0')}`,
        team,
        pace: random.logNormal(1, 0.2),
        followUpAfterDays: random.logNormal(2.5, 0.4),
        batchEntryShare: random.chance(0.15) ? 0.2 : 0.01,
      });
    }
  }
  return teams;
};

export const organisationOf = (plan: OrganisationPlan): Organisation => ({
  plan,
  time: new WorkingTime(plan.startDate, plan.days, plan.tz),
  reps: repsOf(plan.seed),
});
