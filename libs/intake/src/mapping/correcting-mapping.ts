import { canonicalJson, type Json } from '@gemba/event-sourcing';
import { fault, type IntakeFault, quoted } from '../envelope/fault-codes';
import { type CompiledMapping, type MappingResult } from './compile-mapping';
import { CorrectingTranslator } from './correcting-translator';

/** What both must have in common, so that they speak of the same rows and events. */
const SHARED = ['source', 'format', 'csv', 'xes'] as const;

const differences = ({ file: earlier }: CompiledMapping, { file: mended }: CompiledMapping): IntakeFault[] =>
  SHARED.filter(
    (key) => canonicalJson((earlier[key] ?? null) as Json) !== canonicalJson((mended[key] ?? null) as Json),
  ).map((key) =>
    fault(
      'invalid',
      key,
      `${key} is ${quoted(mended[key])}, and ${quoted(earlier[key])} in the mapping that it corrects: then these are other rows or ids. Keep it, or import with a source of its own.`,
    ),
  );

/**
 * A mapping whose import adds to the record what mends the earlier one's: to be run over the same file. The mended one
 * must have a higher version; among corrections of one event the highest holds.
 */
export const correctingMapping = (earlier: CompiledMapping, mended: CompiledMapping, reason: string): MappingResult => {
  const faults = differences(earlier, mended);
  const [before, version] = [earlier.file.version, mended.file.version];
  if (version <= before) {
    const message = `version is ${version}, and that of the mapping it corrects is ${before}: raise it above that.`;
    faults.push(fault('invalid', 'version', message));
  }
  if (faults.length > 0) return { faults };
  const newTranslator = (): CorrectingTranslator =>
    new CorrectingTranslator(earlier.newTranslator(), mended.newTranslator(), { version, before, reason });
  return { mapping: { file: mended.file, newTranslator } };
};
