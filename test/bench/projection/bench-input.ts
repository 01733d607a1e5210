import { createReadStream, readFileSync } from 'node:fs';
import { identify, type StreamWrite } from '@gemba/event-sourcing';
import { arrivalsOf, importFile, streamWritesOf } from '@gemba/intake';
import { shippedMapping, type ShippedMapping } from '@gemba/read-models/testing';
import { commandsToPublish, decideInTurn, parseProcessFile, processDecider, streamName } from '@gemba/sales-process';

/** What is projected, in the order in which it arrives, as a store takes it. */
export interface BenchInput {
  readonly batches: readonly (readonly StreamWrite[])[];
  readonly events: number;
}

const EVENTS_A_BATCH = 2_000;

const inputOf = (batches: readonly (readonly StreamWrite[])[]): BenchInput => ({
  batches,
  events: batches.flat().reduce((count, { events }) => count + events.length, 0),
});

/** Deals of a seeded organisation, some of them very long, late and repeated deliveries included. */
export const organisationInput = (deals: number, seed: number): BenchInput => {
  const longDeals = { count: Math.ceil(deals / 500), events: 1_000 };
  return inputOf([...streamWritesOf(arrivalsOf({ deals, seed, longDeals }), EVENTS_A_BATCH)]);
};

/** The events that publish a process file, in force before any deal of a log. */
const publicationOf = (file: string): StreamWrite => {
  const { definition, faults } = parseProcessFile(readFileSync(file, 'utf8'));
  if (definition === null) throw new Error(faults.map(({ line, message }) => `${file}:${line}: ${message}`).join('\n'));
  const occurredAt = '2000-01-01T00:00:00.000000Z';
  const nothing = processDecider.initial;
  const publication = { now: occurredAt, evidenceIds: ['bench'], migration: 'stay' } as const;
  const decided = decideInTurn(commandsToPublish(definition, nothing, publication), nothing);
  if (!decided.accepted) throw new Error(decided.refusal.message);
  const events = decided.events.map((event, no) =>
    identify(event as never, { schemaVersion: 1, occurredAt, source: 'bench', sourceEventId: String(no) }),
  );
  return { stream: streamName('process', definition.processId), expected: 'any', events };
};

/** A log as a shipped mapping reads it; with a process file, that process published first. */
export const logInput = async (file: string, mapping: ShippedMapping, processFile?: string): Promise<BenchInput> => {
  const batches: StreamWrite[][] = processFile === undefined ? [] : [[publicationOf(processFile)]];
  for await (const { items } of importFile(createReadStream(file), shippedMapping(mapping, file)))
    batches.push(items.flatMap((item) => (item.kind === 'refused' ? [] : item.writes)));
  return inputOf(batches);
};
