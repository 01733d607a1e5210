import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { importFile, lookupFilesOf, readMapping, readMappingFile, SHIPPED_MAPPINGS } from '@gemba/intake';
import { type HistoryEvent } from '../history';
import { resolveMembership, type StreamMembership, streamMembership } from '../membership';

export type ShippedMapping = keyof typeof SHIPPED_MAPPINGS;

interface Faulty {
  readonly faults: readonly { readonly message: string }[];
}

const orThrow = <Read extends object>(read: Read | Faulty): Exclude<Read, Faulty> => {
  if ('faults' in read) throw new Error(read.faults.map(({ message }) => message).join('\n'));
  return read as Exclude<Read, Faulty>;
};

/** A shipped mapping with the lookup files that lie beside the file to be read. */
export const shippedMapping = (name: ShippedMapping, file: string) => {
  const text = readFileSync(SHIPPED_MAPPINGS[name], 'utf8');
  const lookups = lookupFilesOf(orThrow(readMappingFile(text)).file).map((lookup) => join(dirname(file), lookup));
  const contents = lookups.filter(existsSync).map((path) => [path.slice(dirname(path).length + 1), readFileSync(path)]);
  return orThrow(readMapping(text, Object.fromEntries(contents) as Record<string, Uint8Array>)).mapping;
};

/** Every stream of a file, as its shipped mapping reads it. */
const streamsOf = async (name: ShippedMapping, file: string): Promise<Map<string, HistoryEvent[]>> => {
  const streams = new Map<string, HistoryEvent[]>();
  for await (const { items } of importFile(createReadStream(file), shippedMapping(name, file))) {
    for (const item of items) {
      if (item.kind === 'refused') continue;
      for (const { stream, events } of item.writes) {
        const told = streams.get(stream) ?? [];
        for (const { eventId, type, data, metadata } of events) told.push({ stream, eventId, type, data, metadata });
        streams.set(stream, told);
      }
    }
  }
  return streams;
};

/** The histories of all deals in a file, by deal id: what the projector would fold after importing it. */
export const historiesOfFile = async (name: ShippedMapping, file: string): Promise<Map<string, HistoryEvent[]>> => {
  const streams = await streamsOf(name, file);
  const memberships = new Map<string, StreamMembership>();
  for (const [stream, events] of streams) memberships.set(stream, streamMembership(stream, events));
  const deals = new Map<string, HistoryEvent[]>();
  for (const [stream, events] of streams) {
    for (const dealId of resolveMembership(stream, (of) => memberships.get(of))) {
      const history = deals.get(dealId) ?? [];
      for (const event of events) history.push(event);
      deals.set(dealId, history);
    }
  }
  return deals;
};

/** The same for a file of the shared real data: `historiesOf('bpic2012', 'event-logs/bpic2012.xes.gz')`. */
export const historiesOf = (name: ShippedMapping, path: string): Promise<Map<string, HistoryEvent[]>> =>
  historiesOfFile(name, resolve(process.cwd(), '../shared/data', path));
