import { type NewEvent } from '@gemba/event-sourcing';
import { importFile } from '../import';
import { type CompiledMapping, type LookupFiles, readMapping } from '../mapping';
import { type ImportProgress, type TranslatedItem } from '../translation';

/** Bytes as a source gives them, cut into chunks of a size. */
export async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

/** A mapping that must be right; throws its faults where it is not. */
export const mappingOf = (yaml: string, files: LookupFiles = {}): CompiledMapping => {
  const read = readMapping(yaml, files);
  if ('faults' in read) throw new Error(read.faults.map(({ message }) => message).join('\n'));
  return read.mapping;
};

/** All items of a file. */
export const importAll = async (
  content: string | Uint8Array,
  mapping: CompiledMapping,
  chunkSize = 65_536,
): Promise<{ readonly items: readonly TranslatedItem[]; readonly progress: ImportProgress }> => {
  const items: TranslatedItem[] = [];
  let progress: ImportProgress = { bytesRead: 0, rows: 0, events: 0, refused: 0 };
  for await (const chunk of importFile(cut(Buffer.from(content), chunkSize), mapping)) {
    for (const item of chunk.items) items.push(item);
    progress = chunk.progress;
  }
  return { items, progress };
};

/** Events of items with their streams, in order. */
export const eventsOf = (items: readonly TranslatedItem[]): (NewEvent & { readonly stream: string })[] =>
  items.flatMap((item) =>
    item.kind === 'refused'
      ? []
      : item.writes.flatMap(({ stream, events }) => events.map((event) => ({ stream, ...event }))),
  );

/** What was refused, as `line: code field`. */
export const refusalsOf = (items: readonly TranslatedItem[]): string[] =>
  items.flatMap((item) =>
    item.kind === 'facts'
      ? []
      : item.faults.map(({ code, field }) => `${item.place.line ?? '-'}: ${code} ${field ?? '-'}`),
  );
