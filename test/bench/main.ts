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
import { SHIPPED_MAPPINGS } from '@gemba/intake';
import { startTestServer } from '@gemba/test-support';
import { numberIn, oneOf, readableFile, runProgram } from '../support/command-line';
import { busFigures } from './bus/bus-figures';
import { logInput, organisationInput } from './projection/bench-input';
import { projectionFigures } from './projection/projection-figures';
import { recordFigures } from './record/record-figures';

const USAGE = 'npm run bench -- [--only record|projection|bus]';
const MEMORY_BUDGET_BYTES = 4 * 1024 ** 3;

const PARTS = ['record', 'projection', 'bus'] as const;
type Part = (typeof PARTS)[number];

/** What is to be measured; whatever is wrong with it is said before anything starts. */
const readOrder = () => {
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
  const { log, process: definition, only, json } = values;
  return {
    parts: only === undefined ? PARTS : [oneOf<Part>('--only', only, PARTS)],
    prefilled: values.prefilled.split(',').map((text) => numberIn('--prefilled', text, 0)),
    deals: numberIn('--deals', values.deals, 1),
    seed: numberIn('--seed', values.seed, 1),
    messages: numberIn('--messages', values.messages, 1),
    log: log === undefined ? null : readableFile('--log', log, USAGE),
    mapping: oneOf('--mapping', values.mapping, Object.keys(SHIPPED_MAPPINGS) as ShippedMapping[]),
    definition: definition === undefined ? undefined : readableFile('--process', definition, USAGE),
    json,
  };
};

const measure = async (): Promise<void> => {
  const { parts, prefilled, deals, seed, messages, log, mapping, definition, json } = readOrder();
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
    if (parts.includes('record')) {
      for (const events of prefilled) {
        const { append, read } = await recordFigures(server, events);
        note(`append, ${events} events in the record`, append);
        if (read !== null) note(`catch-up read of ${events} events`, read);
      }
    }
    if (parts.includes('projection')) {
      const input = log === null ? organisationInput(deals, seed) : logInput(log, mapping, definition);
      await projectionFigures(server, await input, note);
    }
    if (parts.includes('bus')) note('bus', await busFigures(messages));
  } finally {
    await server.stop();
  }
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`);
};

runProgram(measure);
