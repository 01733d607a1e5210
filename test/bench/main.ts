/*
 * npm run bench [-- --prefilled <events>] [--deals <n>] [--only record|projection] [--json <file>]
 *
 * One run, one server, everything beside its raw counterpart: the ratios hold on a noisy machine, the rates do not.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { startTestServer } from '@gemba/test-support';
import { dealOf, interleaved, shortDeals } from './projection/deal-events';
import { liveFigures } from './projection/live-figures';
import { rebuildFigures } from './projection/rebuild-figures';
import { recordFigures } from './record/record-figures';

const MEMORY_BUDGET_BYTES = 4 * 1024 ** 3;

const { values } = parseArgs({
  options: {
    prefilled: { type: 'string', default: '5000000' },
    deals: { type: 'string', default: '10000' },
    only: { type: 'string' },
    json: { type: 'string' },
  },
});

const projectionInput = {
  rebuild: shortDeals(Number(values.deals), 20),
  /** Twenty deals of a thousand events among a thousand short ones, all at once. */
  live: () =>
    interleaved([
      ...Array.from({ length: 20 }, (_, no) => dealOf(1_000_000 + no, 1_000)),
      ...Array.from({ length: 1_000 }, (_, no) => dealOf(no, 20)),
    ]),
};

const measure = async (): Promise<void> => {
  const server = await startTestServer({ max_wal_size: '8GB' }, MEMORY_BUDGET_BYTES);
  const figures: Record<string, unknown> = {
    node: process.version,
    processors: availableParallelism(),
    memoryGb: Math.round(totalmem() / 1024 ** 3),
  };
  const note = (name: string, measured: unknown): void => {
    figures[name] = measured;
    console.log(`\n${name}`);
    if (Array.isArray(measured)) console.table(measured);
    else console.log(measured);
  };
  try {
    if (values.only !== 'projection') {
      for (const prefilled of [0, Number(values.prefilled)]) {
        const { append, read } = await recordFigures(server, prefilled);
        note(`append, ${prefilled} events in the record`, append);
        if (read !== null) note(`catch-up read of ${prefilled} events`, read);
      }
    }
    if (values.only !== 'record') {
      note('rebuild', await rebuildFigures(server, projectionInput.rebuild));
      note('live', await liveFigures(server, projectionInput.live()));
    }
  } finally {
    await server.stop();
  }
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
};

void measure();
