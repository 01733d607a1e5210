import { instantOfMicros } from '@gemba/event-sourcing';
import {
  CADENCE,
  expectedHours,
  fieldSalesHandovers,
  isRepeatable,
  isVisible,
  PROCESS_TITLE,
} from './field-sales.process-file';
import { FIELD_SALES_STEPS } from './field-sales.steps';
import {
  CALENDAR_ID,
  ORGANISATION_ID,
  type Organisation,
  PROCESS_ID,
  RECEIVING_TEAMS,
  type SalesTeam,
} from './organisation';
import { Story, type ToldEvent } from './story';
import { CLOSES_AT_HOUR, holidaysOf, OPENS_AT_HOUR } from './working-time';

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
  FIELD_SALES_STEPS.forEach((step, index) => {
    const { medianDays: _, spread: __, ends: ___, ...said } = step;
    const following = FIELD_SALES_STEPS[index + 1];
    story.tellAtInstant(at, stream, {
      type: 'StepDefined',
      data: {
        processId: PROCESS_ID,
        version: VERSION,
        ...said,
        ordinal: index + 1,
        expectedBs: expectedHours(step) * 3_600,
        mandatory: true,
        repeatable: isRepeatable(step),
        visible: isVisible(step),
        ...(following === undefined ? {} : { next: { kind: 'xor', steps: [following.key] } }),
      },
    });
  });
};

const tellHandovers = (story: Story, at: number, stream: readonly ['process', string]): void => {
  for (const { key, after, from, to, items } of fieldSalesHandovers()) {
    story.tellAtInstant(at, stream, {
      type: 'HandoverDefined',
      data: {
        processId: PROCESS_ID,
        version: VERSION,
        key,
        afterStepKey: after,
        fromTeam: from,
        toTeam: to,
        items: items.map((item) => ({ key: item, required: true, weight: 1 })),
      },
    });
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
    data: { ...named, title: PROCESS_TITLE, tz: plan.tz, calendarId: CALENDAR_ID },
  });
  tellSteps(story, draftedAt, stream);
  tellHandovers(story, draftedAt, stream);
  story.tellAtInstant(draftedAt, stream, {
    type: 'CadenceDefined',
    data: { ...named, ...CADENCE },
  });
  const publishedAt = time.start - WEEK / 7;
  story.tellAtInstant(publishedAt, stream, {
    type: 'VersionPublished',
    data: { ...named, effectiveFrom: instantOfMicros(time.start), evidenceIds: [], migration: 'stay' },
  });
  return story.events;
};
