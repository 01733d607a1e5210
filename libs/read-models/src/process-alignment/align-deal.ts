import { type Alignment } from '@gemba/process-analytics';
import { type Context, type ProcessVersion } from '../context';
import { type Conduct, type DealCase, rememberingLast, type StepRecord } from '../deal-case';
import { type JudgingVersion, judgingVersion } from './judging-version';
import { type PrefixReason, prefixReason, type Run, runsOf } from './runs';
import { leaveFor } from './waivers';

/** A step that is missing, and the step of the deal before which it belongs; null: it is missing at the end. */
export interface MissingStep {
  readonly stepKey: string;
  readonly before: StepRecord | null;
  readonly version: ProcessVersion;
}

/** A step that fits nowhere. */
export interface MisplacedStep {
  readonly step: StepRecord;
  readonly version: ProcessVersion;
}

/** How a deal compares with its process, every part judged by the version in force then (rule R9). */
export interface DealAlignment {
  readonly cost: number;
  readonly worstCost: number;
  readonly skipped: readonly MissingStep[];
  /** Missing with leave: free. */
  readonly waived: readonly MissingStep[];
  readonly inserted: readonly MisplacedStep[];
  readonly prefixReason: PrefixReason | null;
}

export type WhyNotAligned =
  NonNullable<JudgingVersion['reason']> | 'no_steps' | 'conversations_only' | 'process_without_end';

export type AlignedDeal =
  | { readonly alignment: DealAlignment; readonly reason: null }
  | { readonly alignment: null; readonly reason: WhyNotAligned };

const whyNoSteps = ({ happenings }: DealCase): 'no_steps' | 'conversations_only' =>
  happenings.some(({ stream }) => stream.startsWith('deal-')) ? 'no_steps' : 'conversations_only';

/** How the steps so far are called in a later version. */
export const namesUnder = (binding: number, steps: readonly StepRecord[], { stepMaps }: Conduct): string[] =>
  steps.map(({ stepKey, bindingIndex }) =>
    stepMaps.slice(bindingIndex, binding).reduce((key, map) => map[key] ?? key, stepKey),
  );

const excusedIn = (version: ProcessVersion, conduct: Conduct): string[] =>
  conduct.waivers.length === 0 && conduct.skips.length === 0
    ? []
    : [...version.steps.keys()].filter((key) => leaveFor(conduct, 'skip', key) !== null).sort();

interface Piece {
  readonly alignment: Alignment;
  readonly version: ProcessVersion;
  /** Steps before this place were judged by the version before; here they only say where the work stands. */
  readonly from: number;
  readonly steps: readonly StepRecord[];
}

/** Each version in force judges its own part of a run, knowing what came before. */
const piecesOf = (run: Run, dealCase: DealCase, context: Context): readonly Piece[] | WhyNotAligned => {
  const pieces: Piece[] = [];
  for (const binding of run.bindings) {
    const { version, reason } = judgingVersion(context, dealCase.bindings[binding]!);
    if (version === null) return reason;
    const steps = run.steps.filter(({ bindingIndex }) => bindingIndex <= binding);
    const from = steps.filter(({ bindingIndex }) => bindingIndex < binding).length;
    const isOver = run.isOver && binding === run.bindings.at(-1);
    const trace = namesUnder(binding, steps, dealCase.conduct);
    const alignment = context.alignments.align(version, trace, isOver, excusedIn(version, dealCase.conduct));
    if (alignment === null) return 'process_without_end';
    pieces.push({ alignment, version, from, steps });
  }
  return pieces;
};

const own = <Deviation extends { readonly index: number }>(
  deviations: readonly Deviation[],
  from: number,
): readonly Deviation[] => (from === 0 ? deviations : deviations.filter(({ index }) => index >= from));

const missingIn = ({ steps, version, from }: Piece, deviations: Alignment['skipped']): MissingStep[] =>
  own(deviations, from).map(({ step, index }) => ({ stepKey: step, before: steps[index] ?? null, version }));

const misplacedIn = ({ alignment, steps, version, from }: Piece): MisplacedStep[] =>
  own(alignment.inserted, from).map(({ index }) => ({ step: steps[index]!, version }));

/** What the worst explanation of the whole deal would cost: every step misplaced, and the cheapest way through missing. */
const worstCostOf = (pieces: readonly Piece[], steps: number): number => {
  const last = pieces.at(-1);
  return steps + (last === undefined ? 0 : last.alignment.worstCost - last.steps.length);
};

/** Compares a deal with its process by optimal alignment, or says why that cannot be. */
export const alignDeal = rememberingLast((dealCase: DealCase, context: Context): AlignedDeal => {
  const { conduct } = dealCase;
  if (conduct.steps.length === 0) return { alignment: null, reason: whyNoSteps(dealCase) };
  const pieces: Piece[] = [];
  for (const run of runsOf(dealCase, context)) {
    const ofRun = piecesOf(run, dealCase, context);
    if (typeof ofRun === 'string') return { alignment: null, reason: ofRun };
    pieces.push(...ofRun);
  }
  const skipped = pieces.flatMap((piece) => missingIn(piece, piece.alignment.skipped));
  const inserted = pieces.flatMap(misplacedIn);
  const alignment = {
    cost: skipped.length + inserted.length,
    worstCost: worstCostOf(pieces, conduct.steps.length),
    skipped,
    waived: pieces.flatMap((piece) => missingIn(piece, piece.alignment.excused)),
    inserted,
    prefixReason: prefixReason(dealCase, context),
  };
  return { alignment, reason: null };
});
