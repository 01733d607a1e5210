import { type AnswerFormat } from './answer-format';
import { type FilterParameter } from './filter-parameters';
import { type OrderColumn } from './question-order';

/** What a parameter asks for: one of the values, or that there is none. */
export interface Condition {
  readonly filter: FilterParameter;
  /** Empty where only rows without a value are asked for. */
  readonly values: readonly (string | number | boolean)[];
  /** Whether rows in which it is null come too. */
  readonly orUnknown: boolean;
}

/** A question with everything that was said about it. */
export interface TableAsk {
  /** Canonical instant; null: the rows as they stand. */
  readonly asOf: string | null;
  readonly conditions: readonly Condition[];
  readonly orderName: string;
  readonly order: readonly OrderColumn[];
  /** Values of the order's columns in the last row of the page before; null: the first page. */
  readonly after: readonly KeyValue[] | null;
  readonly limit: number;
  readonly format: AnswerFormat;
}

export type KeyValue = string | number | boolean | null;
