import { type CalendarPublished, type OrganisationEvent } from '@gemba/sales-process/sales.events';
import { businessCalendar, type BusinessCalendar } from '../business-calendar';
import {
  type HandoverDerivation,
  type ShortcutRule,
  type Team,
  type TeamMembership,
  type WorkItemRule,
} from './context';

type Stay = { -readonly [K in keyof TeamMembership]: TeamMembership[K] };

interface Versioned {
  readonly version: number;
  readonly processId?: string;
}

/** The highest version of a process's rule holds for all time; of two with one number the later. */
const keepHighest = <Rule extends Versioned>(rules: Map<string | null, Rule>, rule: Rule): void => {
  const processId = rule.processId ?? null;
  const known = rules.get(processId);
  if (known === undefined || rule.version >= known.version) rules.set(processId, rule);
};

/** Collects organisation events, in the order they happened. */
export class Organisation {
  readonly teams = new Map<string, Team>();
  readonly memberships = new Map<string, Stay[]>();
  readonly handoverDerivations = new Map<string | null, HandoverDerivation>();
  readonly workItemRules = new Map<string | null, WorkItemRule>();
  readonly shortcutRules = new Map<string | null, ShortcutRule>();
  private readonly published = new Map<string, CalendarPublished['data']>();

  add(event: OrganisationEvent, occurredAt: string): void {
    switch (event.type) {
      case 'TeamDefined': {
        const { organisationId: _, ...team } = event.data;
        this.teams.set(team.teamId, team);
        return;
      }
      case 'MemberJoined':
        this.join(event.data.personId, event.data.teamId, occurredAt);
        return;
      case 'MemberLeft':
        this.leave(event.data.personId, event.data.teamId, occurredAt);
        return;
      case 'CalendarPublished':
        this.publish(event.data);
        return;
      case 'HandoverDerivationDefined': {
        const { organisationId: _, ...derivation } = event.data;
        keepHighest(this.handoverDerivations, derivation);
        return;
      }
      case 'WorkItemsDefined': {
        const { organisationId: _, ...rule } = event.data;
        keepHighest(this.workItemRules, rule);
        return;
      }
      case 'ShortcutRulesDefined': {
        const { organisationId: _, ...rule } = event.data;
        keepHighest(this.shortcutRules, rule);
        return;
      }
    }
  }

  /** Calendars in a zone that this platform's time-zone data does not know are left out. */
  calendars(): ReadonlyMap<string, BusinessCalendar> {
    const calendars = new Map<string, BusinessCalendar>();
    for (const [id, published] of [...this.published].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const calendar = businessCalendar(published);
      if (calendar !== null) calendars.set(id, calendar);
    }
    return calendars;
  }

  private join(personId: string, teamId: string, from: string): void {
    const stays = this.memberships.get(personId) ?? [];
    const isThere = stays.some((stay) => stay.teamId === teamId && stay.to === null);
    if (!isThere) this.memberships.set(personId, [...stays, { teamId, from, to: null }]);
  }

  private leave(personId: string, teamId: string, to: string): void {
    for (const stay of this.memberships.get(personId) ?? []) {
      if (stay.teamId === teamId && stay.to === null) stay.to = to;
    }
  }

  /** The highest version holds for all time; of two with one number the later. */
  private publish(calendar: CalendarPublished['data']): void {
    const known = this.published.get(calendar.calendarId);
    if (known === undefined || calendar.version >= known.version) this.published.set(calendar.calendarId, calendar);
  }
}
