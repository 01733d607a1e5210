import { calendarFor, type Context, type ProcessStep, type ProcessVersion } from '../context';
import { type Row } from '../read-model';

export interface ProcessStepRow extends Row {
  readonly process_id: string;
  readonly version: number;
  readonly step_key: string;
  readonly ordinal: number;
  readonly title: string;
  readonly purpose: string;
  readonly owner_role: string;
  readonly people: readonly string[];
  readonly paperwork: readonly string[];
  readonly from_customer: readonly string[];
  readonly people_n: number;
  readonly paperwork_n: number;
  readonly entry_criterion: string;
  readonly exit_criterion: string;
  readonly expected_bs: number;
  readonly calendar_id: string | null;
  readonly calendar_reason: string | null;
  readonly is_mandatory: boolean;
  readonly is_repeatable: boolean;
  readonly is_visible: boolean;
  readonly is_closing: boolean;
  readonly next_kind: 'xor' | 'and' | null;
  readonly next_steps: readonly string[] | null;
  readonly begins_after: 'any' | 'all';
  readonly message: string | null;
  readonly process_title: string | null;
  readonly effective_from_at: string;
  readonly published_at: string;
  readonly retired_at: string | null;
}

const ofStep = (step: ProcessStep) => ({
  step_key: step.key,
  ordinal: step.ordinal,
  title: step.title,
  purpose: step.purpose,
  owner_role: step.ownerRole,
  people: step.people,
  paperwork: step.paperwork,
  from_customer: step.fromCustomer ?? [],
  people_n: step.people.length,
  paperwork_n: step.paperwork.length,
  entry_criterion: step.entry,
  exit_criterion: step.exit,
  expected_bs: step.expectedBs,
  is_mandatory: step.mandatory,
  is_repeatable: step.repeatable,
  is_visible: step.visible,
  is_closing: step.closing ?? false,
  next_kind: step.next?.kind ?? null,
  next_steps: step.next?.steps ?? null,
  begins_after: step.join ?? ('any' as const),
});

const ofVersion = (version: ProcessVersion, context: Context) => {
  const { calendar, reason } = calendarFor(context, version);
  return {
    process_id: version.processId,
    version: version.version,
    calendar_id: calendar?.calendarId ?? null,
    calendar_reason: reason,
    process_title: version.title,
    effective_from_at: version.effectiveFrom,
    published_at: version.publishedAt,
    retired_at: version.retiredAt,
  };
};

/** Every step of every published version. */
export const processStepRows = (context: Context): ProcessStepRow[] =>
  [...context.processes.values()].flat().flatMap((version) =>
    [...version.steps.values()].map((step) => ({
      ...ofVersion(version, context),
      ...ofStep(step),
      message: context.stepMessages.get(version.processId)?.get(step.key) ?? null,
    })),
  );
