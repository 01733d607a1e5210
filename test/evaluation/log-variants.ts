import { createReadStream, readFileSync } from 'node:fs';
import { WrongInput } from '../support/command-line';
import { importFile, readMapping, SHIPPED_MAPPINGS } from '@gemba/intake';

/** One way in which cases went, and how many went so. */
export interface Variant {
  readonly activities: readonly string[];
  readonly cases: number;
}

/** The sequences of activities in an event log (XES, plain or gzip), those of equal cases together. */
export const variantsOf = async (file: string): Promise<Variant[]> => {
  const read = readMapping(readFileSync(SHIPPED_MAPPINGS['generic-xes'], 'utf8'), {});
  if (!('mapping' in read)) throw new Error(read.faults.map(({ message }) => message).join('\n'));
  const traces = new Map<string, string[]>();
  for await (const { items } of importFile(createReadStream(file), read.mapping)) {
    for (const item of items) {
      if (item.kind === 'refused') {
        throw new WrongInput(`${file} is no sound XES log: ${item.faults.map(({ message }) => message).join(' ')}`);
      }
      for (const { stream, events } of item.writes) {
        let trace = traces.get(stream);
        if (trace === undefined) traces.set(stream, (trace = []));
        for (const { type, data } of events)
          if (type === 'ActivityRecorded') trace.push((data as { readonly activity: string }).activity);
      }
    }
  }
  if (traces.size === 0) throw new WrongInput(`${file} holds no case. Give an XES log.`);
  const variants = new Map<string, { activities: string[]; cases: number }>();
  for (const activities of traces.values()) {
    const key = JSON.stringify(activities);
    const known = variants.get(key);
    if (known === undefined) variants.set(key, { activities, cases: 1 });
    else known.cases++;
  }
  return [...variants.values()];
};
