import { type Alignment, compileProcessNet, TraceAligner } from '@gemba/process-analytics';
import { type ProcessStep, type ProcessVersion } from './process-version';

/** So many variants are remembered; of more, those first seen are forgotten first. */
const VARIANTS_MAX = 10_000;

const graphStep = ({ key, mandatory, repeatable, next, join, closing }: ProcessStep) => ({
  key,
  mandatory,
  repeatable,
  next: next ?? undefined,
  join,
  closing,
});

/** A version that nobody linted may lead nowhere; no case can be held against it. */
const alignerOf = ({ steps }: ProcessVersion): TraceAligner | null => {
  try {
    const aligner = new TraceAligner(compileProcessNet([...steps.values()].map(graphStep)));
    aligner.align([], true);
    return aligner;
  } catch {
    return null;
  }
};

/**
 * Aligns sequences of steps to process versions. Many deals go the same way, so what was found for one is remembered
 * for the others; the answers are the same without that.
 */
export class Alignments {
  private readonly aligners = new Map<ProcessVersion, TraceAligner | null>();
  private readonly known = new Map<string, Alignment>();
  private readonly numbers = new Map<ProcessVersion, number>();

  constructor(private readonly variantsMax = VARIANTS_MAX) {}

  /** Null where the version has no way to an end. `excused`: steps that may be missing, sorted. */
  align(
    version: ProcessVersion,
    trace: readonly string[],
    isOver: boolean,
    excused: readonly string[],
  ): Alignment | null {
    const aligner = this.alignerFor(version);
    if (aligner === null) return null;
    const variant = JSON.stringify([this.numbers.get(version), isOver, excused, trace]);
    let alignment = this.known.get(variant);
    if (alignment === undefined) {
      alignment = aligner.align(trace, isOver, new Set(excused));
      if (this.known.size >= this.variantsMax) this.known.delete(this.known.keys().next().value!);
      this.known.set(variant, alignment);
    }
    return alignment;
  }

  private alignerFor(version: ProcessVersion): TraceAligner | null {
    let aligner = this.aligners.get(version);
    if (aligner === undefined) {
      aligner = alignerOf(version);
      this.aligners.set(version, aligner);
      this.numbers.set(version, this.numbers.size);
    }
    return aligner;
  }
}
