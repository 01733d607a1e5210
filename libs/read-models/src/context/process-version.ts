import {
  type CadenceDefined,
  type HandoverDefined,
  type NextSteps,
  type StepDefined,
} from '@gemba/sales-process/sales.events';

/** A step as one version of its process defines it. */
export type ProcessStep = Omit<StepDefined['data'], 'processId' | 'version' | 'next'> & {
  /** What may follow; null: the process may end here. */
  readonly next: NextSteps | null;
};

/** A boundary between two teams as one version of its process defines it. */
export type HandoverDefinition = Omit<HandoverDefined['data'], 'processId' | 'version'>;

/** How often, by what and how spaced one version of a process asks for follow-ups. */
export type Cadence = Omit<CadenceDefined['data'], 'processId' | 'version'>;

/** A published revision of a process. */
export interface ProcessVersion {
  readonly processId: string;
  readonly version: number;
  readonly title: string | null;
  /** IANA name of the zone in which the process counts its days. */
  readonly tz: string | null;
  readonly calendarId: string | null;
  /** Deals opened from here on follow it. */
  readonly effectiveFrom: string;
  readonly publishedAt: string;
  /** From here on it is given to no new deal. */
  readonly retiredAt: string | null;
  readonly migration: 'stay' | 'move';
  readonly evidenceIds: readonly string[];
  /** By step key. */
  readonly steps: ReadonlyMap<string, ProcessStep>;
  readonly handovers: readonly HandoverDefinition[];
  /** Null: it asks for none. */
  readonly cadence: Cadence | null;
}
