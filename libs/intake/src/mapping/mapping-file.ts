/*
 * The mapping file: how the rows of a foreign file become facts. docs/mapping-files.md shows every key by example; the
 * JSON Schema is generated from these types (`npm run generate`), so that a wrong file is told all its faults at once.
 */

/**
 * Names a value of the row: a column (CSV) or event attribute (XES), `trace.<attribute>`, `log.<attribute>`, a derived
 * column, or one of `case`, `deal`, `at`, `source`, `rowNumber`, `eventNumber`, `traceNumber`. `row.<column>` reaches a
 * column that is named like one of those.
 * @minLength 1
 */
export type Reference = string;

/** Text with references in braces, `crm:{Opportunity ID}`; absent when one of them is. `{{` and `}}` are braces. */
export type Template = string;

/** How one value is made. A value that cannot be had is absent, never empty, never a guess. */
export type ValueRule =
  | Template
  | number
  | boolean
  | MinorRule
  | NumberRule
  | FlagRule
  | TimeValueRule
  | LookupRule
  | ChooseRule
  | FirstRule
  | ObjectRule
  | readonly ValueRule[];

/** A decimal amount in major units → whole minor units, exactly. */
export interface MinorRule {
  readonly minor: Reference;
  /** Digits of the minor unit. Where left out: those of the `currency` beside it by ISO 4217, and 2 without one.
   *  @asType integer
   *  @minimum 0
   *  @maximum 4 */
  readonly decimals?: number;
}

/** Decimal text → number. */
export interface NumberRule {
  readonly number: Reference;
}

/** Text → true or false; without lists: true, yes, 1 and false, no, 0, in any case of letters. */
export interface FlagRule {
  readonly flag: Reference;
  readonly yes?: readonly string[];
  readonly no?: readonly string[];
}

/** A time of the source → canonical instant, by the mapping's own time rules. */
export interface TimeValueRule {
  readonly time: Reference;
}

/** A value found in a lookup table. */
export interface LookupRule {
  readonly lookup: string;
  readonly of: Reference;
  readonly otherwise?: Template;
}

/** A value for a value. */
export interface ChooseRule {
  readonly choose: Reference;
  readonly from: Readonly<Record<string, string | number | boolean>>;
  readonly otherwise?: Template;
}

/** The first of several that is there. */
export interface FirstRule {
  /** @minItems 1 */
  readonly first: readonly ValueRule[];
}

export interface ObjectRule {
  readonly object: Readonly<Record<string, ValueRule>>;
}

/** Holds of one value: equal to the text, or as described. */
export type ValueCondition = string | number | boolean | DescribedCondition;

/** Everything that is said must hold. */
export interface DescribedCondition {
  readonly equals?: string | number | boolean;
  /** @minItems 1 */
  readonly in?: readonly (string | number | boolean)[];
  /** A regular expression, found anywhere in the value. */
  readonly matches?: string;
  readonly present?: boolean;
  readonly not?: ValueCondition;
}

/** Every reference's condition must hold; of a list, any one. */
export type Condition = Readonly<Record<string, ValueCondition>> | readonly Readonly<Record<string, ValueCondition>>[];

/** When something happened. */
export interface EmitTime {
  readonly column?: Reference;
  /** Stands in where the column is empty, flagged as unknown. RFC 3339 with offset. */
  readonly assume?: string;
}

/** One event made of a row. */
export interface Emit {
  readonly event: string;
  /** Members of the event's data. `dealId` may be left out: it is the row's deal. */
  readonly data?: Readonly<Record<string, ValueRule>>;
  /** When it happened, where that is not the row's own time. */
  readonly at?: Reference | EmitTime;
  readonly actor?: ValueRule;
  readonly team?: ValueRule;
  /** For a type that may stand anywhere, where that is not the row's deal: `quote-{source}:{offer}`. */
  readonly stream?: Template;
}

export interface Rule {
  readonly when?: Condition;
  /** @minItems 1
   *  @maxItems 100 */
  readonly emit: readonly Emit[];
}

/** How times are read. */
export interface TimeRule {
  readonly column?: Reference;
  /** IANA zone of times that carry no offset; without it they are refused (rule R1). */
  readonly zone?: string;
  /** Which of two, for a local time that happened twice as the clocks went back; without it such a time is refused. */
  readonly ambiguous?: 'earlier' | 'later';
  /** `iso` (the default), `unix-seconds`, `unix-milliseconds`, or a pattern of YYYY MM DD HH mm ss SSS and other characters. */
  readonly format?: string;
  readonly assume?: string;
}

/** What `ActivityRecorded` says of a row: rows that no rule takes become one, so that none is dropped. */
export interface ActivityRule {
  readonly activity?: ValueRule;
  readonly lifecycle?: ValueRule;
  readonly resource?: ValueRule;
  readonly group?: ValueRule;
  /** What else of the row is kept: the rest (the default), nothing, or these columns. */
  readonly attributes?: 'rest' | 'none' | readonly Reference[];
}

/** A table to look values up in: columns of another CSV file, or entries written here. */
export type LookupTable =
  | { readonly file: string; readonly key: string; readonly value: string; readonly delimiter?: string }
  | { readonly entries: Readonly<Record<string, string>> };

export interface CsvOptions {
  /** One character; a comma where left out.
   *  @minLength 1
   *  @maxLength 1 */
  readonly delimiter?: string;
  /** @minLength 1
   *  @maxLength 1 */
  readonly quote?: string;
  /** Name of the text encoding; UTF-8 where left out. */
  readonly encoding?: string;
  /** Names of the columns, where the file has no header line. */
  readonly columns?: readonly string[];
}

export interface XesOptions {
  /** Whether a log's global defaults stand in for attributes an event lacks. They are ignored where left out. */
  readonly globals?: 'ignore' | 'apply';
}

/** A mapping file. */
export interface MappingFile {
  /** Version of this format. */
  readonly mapping: 1;
  /** @minLength 1 */
  readonly name: string;
  /** Version of this very mapping; raise it when it is mended.
   *  @asType integer
   *  @minimum 1 */
  readonly version: number;
  readonly description?: string;
  /** Who published the rows: printable ASCII without spaces. Part of every id.
   *  @pattern ^[!-~]+$ */
  readonly source: string;
  readonly format: 'csv' | 'xes';
  readonly csv?: CsvOptions;
  readonly xes?: XesOptions;
  /** The native id of the row's deal; the deal's id is `<source>:<case>`. */
  readonly case: ValueRule;
  readonly time?: TimeRule;
  /** What makes a row's own id; rows that are equal in all of it are counted. */
  readonly id?: readonly Reference[];
  readonly actor?: ValueRule;
  readonly team?: ValueRule;
  readonly lookups?: Readonly<Record<string, LookupTable>>;
  /** Further columns, made from those of the row. */
  readonly derived?: Readonly<Record<string, ValueRule>>;
  /** Whether the first rule that holds is taken (the default), or all that hold. */
  readonly match?: 'first' | 'all';
  readonly rules?: readonly Rule[];
  readonly activity?: ActivityRule;
}
