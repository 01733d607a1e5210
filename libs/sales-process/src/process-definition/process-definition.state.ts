import { type AnyStreamEvent } from '../any-stream/any-stream.events';
import {
  type CadenceDefined,
  type HandoverDefined,
  type ProcessDefinitionEvent,
  type ProcessDrafted,
  type ProcessReviewed,
  type StepDefined,
  type StepMessageVersioned,
  type VersionPublished,
} from './process-definition.events';

/** All that one version of a process says: the content that is drafted, linted, compared and published. */
export interface VersionContent {
  readonly drafted: ProcessDrafted['data'];
  /** By key. */
  readonly steps: ReadonlyMap<string, StepDefined['data']>;
  /** By key. */
  readonly handovers: ReadonlyMap<string, HandoverDefined['data']>;
  readonly cadence: CadenceDefined['data'] | null;
}

export interface ProcessVersion extends VersionContent {
  /** How it was published; null while it is a draft. */
  readonly published: VersionPublished['data'] | null;
  readonly isRetired: boolean;
}

export interface ProcessState {
  /** By number. */
  readonly versions: ReadonlyMap<number, ProcessVersion>;
  /** The words for each step, by its key, oldest first. */
  readonly messages: ReadonlyMap<string, readonly StepMessageVersioned['data'][]>;
  readonly reviews: readonly ProcessReviewed['data'][];
}

export const noProcess: ProcessState = { versions: new Map(), messages: new Map(), reviews: [] };

const withEntry = <K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> => new Map(map).set(key, value);

const draftOf = (drafted: ProcessDrafted['data']): ProcessVersion => ({
  drafted,
  steps: new Map(),
  handovers: new Map(),
  cadence: null,
  published: null,
  isRetired: false,
});

/** The state with one version changed; a fact about a version that was never drafted changes nothing. */
const changed = (
  state: ProcessState,
  number: number,
  change: (version: ProcessVersion) => Partial<ProcessVersion>,
): ProcessState => {
  const version = state.versions.get(number);
  if (version === undefined) return state;
  return { ...state, versions: withEntry(state.versions, number, { ...version, ...change(version) }) };
};

export const evolveProcess = (state: ProcessState, event: ProcessDefinitionEvent | AnyStreamEvent): ProcessState => {
  switch (event.type) {
    case 'ProcessDrafted':
      return { ...state, versions: withEntry(state.versions, event.data.version, draftOf(event.data)) };
    case 'StepDefined':
      return changed(state, event.data.version, ({ steps }) => ({
        steps: withEntry(steps, event.data.key, event.data),
      }));
    case 'HandoverDefined':
      return changed(state, event.data.version, ({ handovers }) => ({
        handovers: withEntry(handovers, event.data.key, event.data),
      }));
    case 'CadenceDefined':
      return changed(state, event.data.version, () => ({ cadence: event.data }));
    case 'StepMessageVersioned': {
      const { stepKey } = event.data;
      const wordings = [...(state.messages.get(stepKey) ?? []), event.data];
      return { ...state, messages: withEntry(state.messages, stepKey, wordings) };
    }
    case 'VersionPublished':
      return changed(state, event.data.version, () => ({ published: event.data }));
    case 'VersionRetired':
      return changed(state, event.data.version, () => ({ isRetired: true }));
    case 'ProcessReviewed':
      return { ...state, reviews: [...state.reviews, event.data] };
    // Goals tie a process to a strategy: no decision here needs them. Corrections are applied before a past is folded.
    case 'GoalLinked':
    case 'StrategyGoalSet':
    case 'DealEventCorrected':
    case 'ActivityRecorded':
      return state;
  }
};

/** The highest version number there is, draft or published; 0 without any. */
export const lastVersionNumber = (state: ProcessState): number => Math.max(0, ...state.versions.keys());

/** The version published last, retired or not. */
export const latestPublished = (state: ProcessState): ProcessVersion | null =>
  [...state.versions.values()]
    .filter(({ published }) => published !== null)
    .reduce<ProcessVersion | null>(
      (latest, version) => (latest === null || version.drafted.version > latest.drafted.version ? version : latest),
      null,
    );
