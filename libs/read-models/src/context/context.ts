import {
  type HandoverDerivationDefined,
  type ShortcutRulesDefined,
  type WorkItemsDefined,
} from '@gemba/sales-process/sales.events';
import { type BusinessCalendar } from '../business-calendar';
import { type Alignments } from './alignments';
import { type ProcessVersion } from './process-version';

/** One stay of a person in a team; `to` is null while it lasts. */
export interface TeamMembership {
  readonly teamId: string;
  readonly from: string;
  readonly to: string | null;
}

/** A team and what it is for. */
export interface Team {
  readonly teamId: string;
  readonly function: string;
  readonly frontOffice: boolean;
}

/** How handovers are seen in deals whose source tells of none. */
export type HandoverDerivation = Omit<HandoverDerivationDefined['data'], 'organisationId'>;

/** Which activities are pieces of work. */
export type WorkItemRule = Omit<WorkItemsDefined['data'], 'organisationId'>;

/** From where on a deviation counts as a shortcut. */
export type ShortcutRule = Omit<ShortcutRulesDefined['data'], 'organisationId'>;

/** What the organisation laid down about reading its deals, by process id; under null for all other processes. */
export type RulesByProcess<Rule> = ReadonlyMap<string | null, Rule>;

/** Reference data that rows are judged by: what process and organisation streams say. */
export interface Context {
  /** By process id, in the order of effectiveFrom, then version. */
  readonly processes: ReadonlyMap<string, readonly ProcessVersion[]>;
  /** The words that tell the customer about a step, by process id and step key: the highest version of each. */
  readonly stepMessages: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** By calendar id; the highest version of each. */
  readonly calendars: ReadonlyMap<string, BusinessCalendar>;
  /** By team id. */
  readonly teams: ReadonlyMap<string, Team>;
  /** By person id, in the order of joining. */
  readonly memberships: ReadonlyMap<string, readonly TeamMembership[]>;
  /** How handovers are seen where the source tells of none. */
  readonly handoverDerivations: RulesByProcess<HandoverDerivation>;
  /** Which activities are pieces of work. */
  readonly workItemRules: RulesByProcess<WorkItemRule>;
  /** From where on a deviation counts as a shortcut. */
  readonly shortcutRules: RulesByProcess<ShortcutRule>;
  /** Compares deals with process versions, and remembers what it compared. */
  readonly alignments: Alignments;
}
