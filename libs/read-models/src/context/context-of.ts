import {
  type OrganisationEvent,
  parseStreamName,
  type ProcessDefinitionEvent,
  type StepMessageVersioned,
} from '@gemba/sales-process/sales.events';
import { effectiveEvents, type HistoryEvent } from '../history';
import { Alignments } from './alignments';
import { type Context } from './context';
import { Organisation } from './organisation';
import { ProcessVersions } from './process-versions';
import { StepMessages } from './step-messages';

/** Whether a stream's events are reference data that every deal may depend on: then the context is computed anew. */
export const isReferenceStream = (stream: string): boolean => {
  const family = parseStreamName(stream)?.family;
  return family === 'process' || family === 'organisation';
};

/** The context that all events of all reference streams give, in any order. Events of other streams have no effect. */
export const contextOf = (events: readonly HistoryEvent[]): Context => {
  const versions = new ProcessVersions();
  const organisation = new Organisation();
  const messages = new StepMessages();
  for (const event of effectiveEvents(events)) {
    const name = parseStreamName(event.stream);
    const { occurredAt } = event.metadata;
    // Payloads were validated against their schemas before they were recorded.
    if (name?.family === 'process') versions.add(name.objectId, event as unknown as ProcessDefinitionEvent, occurredAt);
    if (event.type === 'StepMessageVersioned') messages.add(event as unknown as StepMessageVersioned);
    if (name?.family === 'organisation') organisation.add(event as unknown as OrganisationEvent, occurredAt);
  }
  return {
    processes: versions.published(),
    stepMessages: messages.latest(),
    calendars: organisation.calendars(),
    teams: organisation.teams,
    memberships: organisation.memberships,
    handoverDerivations: organisation.handoverDerivations,
    workItemRules: organisation.workItemRules,
    shortcutRules: organisation.shortcutRules,
    alignments: new Alignments(),
  };
};
