import { canonicalInstant } from '@gemba/event-sourcing';
import { type ProcessDefinitionEvent, type StepDefined } from '@gemba/sales-process/sales.events';
import { type Cadence, type HandoverDefinition, type ProcessStep, type ProcessVersion } from './process-version';

/** What is known of a version while its events are walked, in whatever order they were sent. */
interface VersionSoFar {
  title: string | null;
  tz: string | null;
  calendarId: string | null;
  published: Pick<ProcessVersion, 'effectiveFrom' | 'publishedAt' | 'migration' | 'evidenceIds'> | null;
  retiredAt: string | null;
  readonly steps: Map<string, ProcessStep>;
  readonly handovers: Map<string, HandoverDefinition>;
  cadence: Cadence | null;
}

type Versions = Map<number, VersionSoFar>;

const versionIn = (versions: Versions, version: number): VersionSoFar => {
  let known = versions.get(version);
  if (known === undefined) {
    known = {
      title: null,
      tz: null,
      calendarId: null,
      published: null,
      retiredAt: null,
      steps: new Map(),
      handovers: new Map(),
      cadence: null,
    };
    versions.set(version, known);
  }
  return known;
};

const stepOf = ({ processId: _, version: __, next, ...step }: StepDefined['data']): ProcessStep => ({
  ...step,
  next: next ?? null,
});

/** A version is published once; what a second publication of it says has no effect. */
const publish = (
  version: VersionSoFar,
  data: Extract<ProcessDefinitionEvent, { type: 'VersionPublished' }>['data'],
  at: string,
): void => {
  version.published ??= {
    effectiveFrom: canonicalInstant(data.effectiveFrom) ?? at,
    publishedAt: at,
    migration: data.migration,
    evidenceIds: data.evidenceIds,
  };
};

const noEffect = (): void => {};

/** What each event says of its version. The type demands an entry for every event of a process. */
const EFFECTS: {
  readonly [E in ProcessDefinitionEvent as E['type']]: (versions: Versions, data: E['data'], at: string) => void;
} = {
  ProcessDrafted: (versions, { version, title, tz, calendarId }) => {
    Object.assign(versionIn(versions, version), { title, tz: tz ?? null, calendarId: calendarId ?? null });
  },
  StepDefined: (versions, data) => {
    versionIn(versions, data.version).steps.set(data.key, stepOf(data));
  },
  HandoverDefined: (versions, { processId: _, version, ...handover }) => {
    versionIn(versions, version).handovers.set(handover.key, handover);
  },
  VersionPublished: (versions, data, at) => publish(versionIn(versions, data.version), data, at),
  VersionRetired: (versions, { version }, at) => {
    versionIn(versions, version).retiredAt ??= at;
  },
  CadenceDefined: (versions, { processId: _, version, ...cadence }) => {
    versionIn(versions, version).cadence = cadence;
  },
  StepMessageVersioned: noEffect,
  ProcessReviewed: noEffect,
  GoalLinked: noEffect,
  StrategyGoalSet: noEffect,
};

type Effect = (versions: Versions, data: ProcessDefinitionEvent['data'], at: string) => void;
// Each effect takes the data of its own type; which one an event has is known only when it is looked up.
const effects = new Map(Object.entries(EFFECTS) as [string, Effect][]);

const byEffect = (a: ProcessVersion, b: ProcessVersion): number =>
  a.effectiveFrom === b.effectiveFrom ? a.version - b.version : a.effectiveFrom < b.effectiveFrom ? -1 : 1;

const publishedOnly = (processId: string, versions: Versions): ProcessVersion[] =>
  [...versions].flatMap(([version, { published, steps, handovers, ...rest }]) =>
    published === null
      ? []
      : [
          {
            processId,
            version,
            ...rest,
            ...published,
            steps: inOrdinalOrder(steps),
            handovers: [...handovers.values()],
          },
        ],
  );

const inOrdinalOrder = (steps: ReadonlyMap<string, ProcessStep>): ReadonlyMap<string, ProcessStep> =>
  new Map([...steps].sort(([, a], [, b]) => a.ordinal - b.ordinal || (a.key < b.key ? -1 : 1)));

/** Collects process events, in the order they happened, into published versions. */
export class ProcessVersions {
  private readonly processes = new Map<string, Versions>();

  add(processId: string, event: ProcessDefinitionEvent, at: string): void {
    let versions = this.processes.get(processId);
    if (versions === undefined) this.processes.set(processId, (versions = new Map()));
    effects.get(event.type)?.(versions, event.data, at);
  }

  published(): ReadonlyMap<string, readonly ProcessVersion[]> {
    const published = new Map<string, readonly ProcessVersion[]>();
    for (const [processId, versions] of this.processes) {
      const list = publishedOnly(processId, versions).sort(byEffect);
      if (list.length > 0) published.set(processId, list);
    }
    return published;
  }
}
