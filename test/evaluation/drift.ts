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
  for await (const line of lines) if (line.trim() !== '') yield JSON.parse(line) as DriftLog;
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

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    lag: { type: 'string', default: '5%' },
    order: { type: 'string', default: 'start' },
    permutations: { type: 'string', default: String(DEFAULT_SEGMENTATION.permutations) },
  },
});
const [path] = positionals;
const permutations = Number(values.permutations);
const isReadable = ['file', 'start'].includes(values.order) && !Number.isNaN(lagInCases(values.lag, 1));
if (path === undefined || !isReadable || !(Number.isInteger(permutations) && permutations > 0)) {
  console.error(
    'usage: npm run evaluate:drift -- <file.jsonl[.gz]> [--lag <cases|%>] [--order file|start] [--permutations <shuffles>]',
  );
  process.exitCode = 2;
} else {
  void evaluate(path, values.lag, values.order as Order, permutations);
}
