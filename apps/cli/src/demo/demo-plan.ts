import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type OrganisationPlan } from '@gemba/intake';
import { CliFailure, EXIT } from '../failure/cli-failure';

/** What this demo's organisation is made from. Its ids hang on it, so that a folder keeps the plan it began with. */
export type DemoPlan = Pick<OrganisationPlan, 'seed' | 'deals' | 'startDate' | 'days' | 'tz'>;

const DAYS = 365;
const DAY_MS = 86_400_000;

/** A year of deals that ends yesterday, so that the deals that are open are open now. */
export const planEndingBefore = (now: Date, { seed, deals }: Pick<DemoPlan, 'seed' | 'deals'>): DemoPlan => ({
  seed,
  deals,
  startDate: new Date(now.getTime() - DAYS * DAY_MS).toISOString().slice(0, 10),
  days: DAYS,
  tz: 'Europe/Berlin',
});

/** The end of the plan's last day as a date and hour that every zone has left behind, canonical. */
export const periodEnd = ({ startDate, days }: DemoPlan): string =>
  `${new Date(Date.parse(startDate) + days * DAY_MS).toISOString().slice(0, 10)}T00:00:00.000000Z`;

const fileIn = (folder: string): string => join(folder, 'demo-plan.json');

const unreadable = (folder: string, { message }: Error): CliFailure =>
  new CliFailure(
    EXIT.usage,
    `${fileIn(folder)}, which says what the demo of this folder is made from, cannot be read: ${message}.`,
    'Remove the folder, or give another one in GEMBA_DATA_DIR: the demo makes all of it anew.',
    'GEMBA_DATA_DIR',
  );

/** The plan that the folder was begun with; else the wished one, which it keeps from now on. */
export const planOf = (folder: string, wished: DemoPlan): DemoPlan => {
  try {
    return JSON.parse(readFileSync(fileIn(folder), 'utf8')) as DemoPlan;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw unreadable(folder, error as Error);
  }
  mkdirSync(folder, { recursive: true });
  const draft = `${fileIn(folder)}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(wished, null, 2)}\n`);
  renameSync(draft, fileIn(folder));
  return wished;
};
