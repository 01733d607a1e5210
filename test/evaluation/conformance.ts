/*
 * npm run evaluate:conformance -- <log.xes.gz> [--process <file.process.yaml>] [--share <0..1>]
 *
 * Aligns every variant of an event log to a process: the one in a file, or the one that the log itself shows, with the
 * ways that were taken in at least --share (0.01) of the cases.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { compileProcessNet, type GraphStep, TraceAligner } from '@gemba/process-analytics';
import { parseProcessFile } from '@gemba/sales-process';
import { numberIn, readableFile, runProgram, WrongInput } from '../support/command-line';
import { type Variant, variantsOf } from './log-variants';
import { processInLog } from './process-in-log';

const processIn = (file: string): readonly GraphStep[] => {
  const { definition, faults } = parseProcessFile(readFileSync(file, 'utf8'));
  if (definition === null)
    throw new WrongInput(faults.map(({ line, message }) => `${file}:${line}: ${message}`).join('\n'));
  return definition.steps;
};

const print = (steps: readonly GraphStep[], variants: readonly Variant[]): void => {
  const startedMs = performance.now();
  const aligner = new TraceAligner(compileProcessNet(steps));
  const alignments = variants.map(({ activities }) => aligner.align(activities, true));
  const ms = performance.now() - startedMs;
  const cases = variants.reduce((sum, variant) => sum + variant.cases, 0);
  const mean = (of: (i: number) => number) => variants.reduce((sum, one, i) => sum + one.cases * of(i), 0) / cases;
  const fitting = mean((i) => Number(alignments[i]!.cost === 0));
  console.log(`cases ${cases}, variants ${variants.length}, steps ${steps.length}`);
  console.log(`aligned in ${ms.toFixed(0)} ms: ${((ms * 1000) / variants.length).toFixed(0)} µs a variant`);
  console.log(
    `mean fitness ${mean((i) => alignments[i]!.fitness ?? 1).toFixed(4)}, mean cost ${mean((i) => alignments[i]!.cost).toFixed(3)}`,
  );
  console.log(`cases without a deviation ${(100 * fitting).toFixed(1)} %`);
};

const USAGE = 'npm run evaluate:conformance -- <log.xes.gz> [--process <file.process.yaml>] [--share <0..1>]';

runProgram(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { process: { type: 'string' }, share: { type: 'string', default: '0.01' } },
  });
  const share = numberIn('--share', values.share, 0, 1);
  const steps = values.process === undefined ? null : processIn(readableFile('--process', values.process, USAGE));
  const variants = await variantsOf(readableFile('<log.xes.gz>', positionals[0], USAGE));
  print(steps ?? processInLog(variants, share), variants);
});
