import { type Fault } from '../translation';

/** Why a piece of a message or file could not become a fact. Codes are part of the API: never rename one. */
export type FaultCode =
  /** The text is no JSON, XML or CSV at this place. */
  | 'not-json'
  | 'broken-xml'
  | 'broken-csv'
  | 'broken-compression'
  /** The bytes are no text in the encoding that was stated or assumed. */
  | 'undecodable-text'
  /** A member, column or attribute that is needed is absent. */
  | 'missing'
  /** A value is there, and of the wrong kind, shape or range. */
  | 'invalid'
  | 'unknown-type'
  /** Only Gemba's own commands may record this type. */
  | 'type-not-public'
  /** The stream does not fit the type, or not the ids in the data. */
  | 'stream-mismatch'
  /** A time without offset, and no zone is registered for its source (rule R1). */
  | 'time-without-zone'
  /** A local time that happened twice when the clocks went back. */
  | 'time-ambiguous'
  /** A local time that never was, since the clocks went forward. */
  | 'time-in-gap'
  /** Text that no store can hold: a NUL character, half of a surrogate pair. */
  | 'unstorable-text'
  | 'too-large'
  /** A row with more or fewer cells than its header. */
  | 'ragged-row'
  /** Two different facts would carry one and the same id. */
  | 'id-repeated'
  /** A mended mapping says something else in a place that no correction can reach. */
  | 'not-correctable';

export type IntakeFault = Fault<FaultCode>;

export const fault = (code: FaultCode, field: string | undefined, message: string): IntakeFault =>
  field === undefined ? { code, message } : { code, field, message };

/** JSON of a value from outside; null for one that is nested too deeply to be written. */
export const jsonOf = (value: unknown): string | null => {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return null;
  }
};

/** A value as it stands in a fault's sentence: short, and readable whatever it holds. */
export const quoted = (value: unknown): string => {
  const text = jsonOf(value) ?? 'a value nested too deeply to be shown';
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
};

/** Carries faults out of nested translation; caught at the piece's edge, never beyond. */
export class Refused extends Error {
  constructor(readonly faults: readonly IntakeFault[]) {
    super(faults[0]?.message);
  }
}

export const refuse = (code: FaultCode, field: string | undefined, message: string): never => {
  throw new Refused([fault(code, field, message)]);
};
