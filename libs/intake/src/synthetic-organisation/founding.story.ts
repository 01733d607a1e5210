import { instantOfMicros } from '@gemba/event-sourcing';
import { FIELD_SALES_HANDOVERS, FIELD_SALES_STEPS, type ReceivingTeam } from './field-sales.steps';
import {
  CALENDAR_ID,
  ORGANISATION_ID,
  type Organisation,
  PROCESS_ID,
  RECEIVING_TEAMS,
  type SalesTeam,
} from './organisation';
import { Story, type ToldEvent } from './story';
import { CLOSES_AT_HOUR, DAY_BS, holidaysOf, OPENS_AT_HOUR } from './working-time';

const VERSION = 1;
/** The organisation was there a week before the first deal. */
const WEEK = 7 * 86_400_000_000;

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

const tellCalendarAndTeams = (story: Story, { plan, time, reps }: Organisation): void => {
  const at = time.start - WEEK;
  const stream = ['organisation', ORGANISATION_ID] as const;
  const organisationId = ORGANISATION_ID;
  story.tellAtInstant(at, stream, {
    type: 'CalendarPublished',
    data: {
      organisationId,
      calendarId: CALENDAR_ID,
      version: 1,
      tz: plan.tz,
      hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: clock(OPENS_AT_HOUR), to: clock(CLOSES_AT_HOUR) })),
      holidays: holidaysOf(time.years),
    },
  });
  const frontOffice = Object.keys(reps) as SalesTeam[];
  for (const teamId of frontOffice) {
    story.tellAtInstant(at, stream, {
      type: 'TeamDefined',
      data: { organisationId, teamId, function: 'sales', frontOffice: true },
    });
    for (const { id: personId } of reps[teamId]) {
      story.tellAtInstant(at, stream, { type: 'MemberJoined', data: { organisationId, teamId, personId } });
    }
  }
  for (const teamId of RECEIVING_TEAMS) {
    story.tellAtInstant(at, stream, {
      type: 'TeamDefined',
      data: { organisationId, teamId, function: teamId, frontOffice: false },
    });
  }
};

const tellSteps = (story: Story, at: number, stream: readonly ['process', string]): void => {
  FIELD_SALES_STEPS.forEach(({ medianDays, spread: _spread, ends: _ends, ...step }, index) => {
    const following = FIELD_SALES_STEPS[index + 1];
    story.tellAtInstant(at, stream, {
      type: 'StepDefined',
      data: {
        processId: PROCESS_ID,
        version: VERSION,
        ...step,
        ordinal: index + 1,
        expectedBs: 2 * medianDays * DAY_BS,
        mandatory: true,
        repeatable: step.key === 'negotiation',
        visible: step.key !== 'qualification',
        next: { kind: 'xor', steps: following === undefined ? [] : [following.key] },
      },
    });
  });
};

const tellHandovers = (story: Story, at: number, stream: readonly ['process', string]): void => {
  for (const toTeam of Object.keys(FIELD_SALES_HANDOVERS) as ReceivingTeam[]) {
    const { afterStepKey, items } = FIELD_SALES_HANDOVERS[toTeam];
    for (const fromTeam of ['outside', 'inside', 'digital']) {
      story.tellAtInstant(at, stream, {
        type: 'HandoverDefined',
        data: {
          processId: PROCESS_ID,
          version: VERSION,
          key: `${fromTeam}-to-${toTeam}`,
          afterStepKey,
          fromTeam,
          toTeam,
          items: items.map((key) => ({ key, required: true, weight: 1 })),
        },
      });
    }
  }
};

/** Calendar, teams and the published process: what is there before the first deal. */
export const tellFounding = (organisation: Organisation): readonly ToldEvent[] => {
  const { plan, time } = organisation;
  // Nothing in it depends on the seed, so organisations of several seeds can share one record: it is founded once.
  const story = new Story(`founding-${plan.startDate}-${plan.days}-${plan.tz}`, time);
  tellCalendarAndTeams(story, organisation);
  const stream = ['process', PROCESS_ID] as const;
  const draftedAt = time.start - WEEK / 2;
  const named = { processId: PROCESS_ID, version: VERSION };
  story.tellAtInstant(draftedAt, stream, {
    type: 'ProcessDrafted',
    data: { ...named, title: 'Field sales', tz: plan.tz, calendarId: CALENDAR_ID },
  });
  tellSteps(story, draftedAt, stream);
  tellHandovers(story, draftedAt, stream);
  story.tellAtInstant(draftedAt, stream, {
    type: 'CadenceDefined',
    data: { ...named, count: 4, media: ['phone', 'email'], gapsDays: [2, 4, 7], toleranceDays: 1 },
  });
  const publishedAt = time.start - WEEK / 7;
  story.tellAtInstant(publishedAt, stream, {
    type: 'VersionPublished',
    data: { ...named, effectiveFrom: instantOfMicros(time.start), evidenceIds: [], migration: 'stay' },
  });
  return story.events;
};
