/*
 * npm run bench [-- --only record|projection|bus] [--json <file>]
 *   record:      [--prefilled <events>,<events>…]
 *   projection:  [--deals <n>] [--seed <n>], a seeded organisation; or
 *                --log <file> [--mapping bpic2012] [--process <file.process.yaml>], a real log
 *   bus:         [--messages <n>], a Kafka of its own, two recorders and two projectors as processes
 *
 * One run, one server, everything beside its raw counterpart: the ratios hold on a noisy machine, the rates do not.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { type ShippedMapping } from '@gemba/read-models/testing';
import { startTestServer } from '@gemba/test-support';
import { busFigures } from './bus/bus-figures';
import { logInput, organisationInput } from './projection/bench-input';
import { projectionFigures } from './projection/projection-figures';
import { recordFigures } from './record/record-figures';

const MEMORY_BUDGET_BYTES = 4 * 1024 ** 3;

const { values } = parseArgs({
  options: {
    prefilled: { type: 'string', default: '0,5000000' },
    deals: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    log: { type: 'string' },
    mapping: { type: 'string', default: 'bpic2012' },
    process: { type: 'string' },
    messages: { type: 'string', default: '100000' },
    only: { type: 'string' },
    json: { type: 'string' },
  },
});

const isWanted = (part: 'record' | 'projection' | 'bus'): boolean => values.only === undefined || values.only === part;

const projectionInput = () =>
  values.log === undefined
    ? organisationInput(Number(values.deals), Number(values.seed))
    : logInput(values.log, values.mapping as ShippedMapping, values.process);

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
    if (isWanted('record')) {
      for (const prefilled of values.prefilled.split(',').map(Number)) {
        const { append, read } = await recordFigures(server, prefilled);
        note(`append, ${prefilled} events in the record`, append);
        if (read !== null) note(`catch-up read of ${prefilled} events`, read);
      }
    }
    if (isWanted('projection')) await projectionFigures(server, await projectionInput(), note);
    if (isWanted('bus')) note('bus', await busFigures(Number(values.messages)));
  } finally {
    await server.stop();
  }
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
};

void measure();
