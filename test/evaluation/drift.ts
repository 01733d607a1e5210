/*
 * npm run evaluate:drift -- <file.jsonl.gz> [--lag <cases|%>] [--order file|start] [--permutations <shuffles>]
 *
 * Runs the drift detector over logs with known changes. One JSON object a line: `log`, `source`, `change_points`
 * (0-based index of the last old case), `start_s`, `traces` (indexes into `activities`), `activities`.
 */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createGunzip } from 'node:zlib';
import { DEFAULT_SEGMENTATION, detectControlFlowDrift, seededRandom, shuffleInPlace } from '@gemba/process-analytics';
import { numberIn, oneOf, readableFile, runProgram, WrongInput } from '../support/command-line';
import { type Score, scoreChangePoints, sumOfScores } from './change-point-score';

interface DriftLog {
  readonly log: string;
  readonly source: string;
  readonly change_points: readonly number[];
  readonly start_s: readonly number[];
  readonly traces: readonly (readonly number[])[];
  readonly activities: readonly string[];
}

type Order = 'file' | 'start';

const readLogs = async function* (path: string): AsyncGenerator<DriftLog> {
  const bytes = createReadStream(path);
  const lines = createInterface({ input: path.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes });
  let number = 0;
  for await (const line of lines) {
    number++;
    if (line.trim() !== '') yield logIn(line, `${path}:${number}`);
  }
  if (number === 0) throw new WrongInput(`${path} is empty. Give a file with one log a line.`);
};

const MEMBERS = ['change_points', 'start_s', 'traces', 'activities'] as const;

const logIn = (line: string, place: string): DriftLog => {
  const remedy = 'Give one JSON object a line, with log, source, change_points, start_s, traces, activities.';
  try {
    const log = JSON.parse(line) as DriftLog;
    const missing = MEMBERS.filter((name) => !Array.isArray(log[name]));
    if (missing.length === 0) return log;
    throw new WrongInput(`${place} lacks ${missing.join(', ')}. ${remedy}`);
  } catch (error) {
    if (error instanceof WrongInput) throw error;
    throw new WrongInput(`${place} is no JSON: ${(error as Error).message}. ${remedy}`);
  }
};

const tracesInOrder = (log: DriftLog, order: Order): string[][] => {
  const indexes = log.traces.map((_, i) => i);
  if (order === 'start') indexes.sort((a, b) => log.start_s[a]! - log.start_s[b]! || a - b);
  return indexes.map((i) => log.traces[i]!.map((activity) => log.activities[activity]!));
};

const lagInCases = (lag: string, cases: number): number =>
  lag.endsWith('%') ? (cases * Number(lag.slice(0, -1))) / 100 : Number(lag);

/** Stretches without a change, and the whole log in random order: whatever is found in them is a false alarm. */
const changelessVersions = (traces: readonly string[][], changes: readonly number[], seed: number): string[][][] => {
  const cuts = [0, ...changes.map((change) => change + 1), traces.length];
  const stretches = cuts.slice(1).map((end, i) => traces.slice(cuts[i]!, end));
  const order = Int32Array.from(traces.keys());
  shuffleInPlace(order, seededRandom(seed));
  return [...stretches, [...order].map((i) => traces[i]!)];
};

interface Group {
  readonly scores: Score[];
  cases: number;
  detectMs: number;
  changeless: number;
  falseAlarms: number;
}

const print = (name: string, group: Group): void => {
  const { hits, detections, changes, errorSum } = sumOfScores(group.scores);
  const precision = hits / detections;
  const recall = hits / changes;
  const f1 = (2 * hits) / (detections + changes);
  const figures = {
    logs: group.scores.length,
    F1: f1.toFixed(3),
    precision: `${precision.toFixed(3)} (${hits}/${detections})`,
    recall: `${recall.toFixed(3)} (${hits}/${changes})`,
    meanErrorCases: hits === 0 ? 'none' : (errorSum / hits).toFixed(2),
    msPerCase: (group.detectMs / group.cases).toFixed(3),
    falseAlarms: `${((100 * group.falseAlarms) / group.changeless).toFixed(2)} % (${group.falseAlarms}/${group.changeless})`,
  };
  console.log(name.padEnd(24), JSON.stringify(figures));
};

const evaluate = async (path: string, lag: string, order: Order, permutations: number): Promise<void> => {
  const detect = (traces: readonly string[][]) => detectControlFlowDrift(traces, { permutations });
  const groups = new Map<string, Group>();
  let seed = 0;
  for await (const log of readLogs(path)) {
    const traces = tracesInOrder(log, order);
    const startedMs = performance.now();
    const detected = detect(traces).map((drift) => drift.lastOldCase);
    const detectMs = performance.now() - startedMs;
    const changeless = changelessVersions(traces, log.change_points, ++seed);
    const falseAlarms = changeless.filter((version) => detect(version).length > 0).length;
    for (const name of [`${log.source} ${traces.length} cases`, 'all']) {
      const group = groups.get(name) ?? { scores: [], cases: 0, detectMs: 0, changeless: 0, falseAlarms: 0 };
      groups.set(name, group);
      group.scores.push(scoreChangePoints(detected, log.change_points, lagInCases(lag, traces.length)));
      group.cases += traces.length;
      group.detectMs += detectMs;
      group.changeless += changeless.length;
      group.falseAlarms += falseAlarms;
    }
  }
  for (const [name, group] of groups) print(name, group);
};

const USAGE = 'npm run evaluate:drift -- <file.jsonl[.gz]> [--lag <cases|%>] [--order file|start] [--permutations <n>]';

runProgram(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      lag: { type: 'string', default: '5%' },
      order: { type: 'string', default: 'start' },
      permutations: { type: 'string', default: String(DEFAULT_SEGMENTATION.permutations) },
    },
  });
  numberIn('--lag', values.lag.replace(/%$/, ''), 0);
  const permutations = numberIn('--permutations', values.permutations, 1);
  const order = oneOf<Order>('--order', values.order, ['file', 'start']);
  await evaluate(readableFile('<file.jsonl[.gz]>', positionals[0], USAGE), values.lag, order, permutations);
});
