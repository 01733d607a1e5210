import {
  type CadenceDefined,
  type HandoverDefined,
  type ProcessDrafted,
  type StepDefined,
} from '../process-definition/process-definition.events';
import { type VersionContent } from '../process-definition/process-definition.state';

type Numbered = 'processId' | 'version';

/** A whole process as somebody wants it to be, not yet a version. */
export interface ProcessDefinition {
  readonly processId: string;
  readonly drafted: Omit<ProcessDrafted['data'], Numbered>;
  readonly steps: readonly Omit<StepDefined['data'], Numbered>[];
  readonly handovers: readonly Omit<HandoverDefined['data'], Numbered>[];
  readonly cadence: Omit<CadenceDefined['data'], Numbered> | null;
  /** The words for each step that has some. */
  readonly messages: readonly { readonly stepKey: string; readonly text: string }[];
}

/** What a version with this number would say. */
export const contentOf = (definition: ProcessDefinition, version: number): VersionContent => {
  const { processId, drafted, steps, handovers, cadence } = definition;
  const id = { processId, version };
  return {
    drafted: { ...id, ...drafted },
    steps: new Map(steps.map((step) => [step.key, { ...id, ...step }])),
    handovers: new Map(handovers.map((handover) => [handover.key, { ...id, ...handover }])),
    cadence: cadence === null ? null : { ...id, ...cadence },
  };
};
