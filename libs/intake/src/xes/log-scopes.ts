import { type XesOptions } from '../mapping/mapping-file';
import { type TraceContext } from '../rows/source-row';
import { NO_FIELDS, Scope } from './scope';

const LOG_FIELDS_MAX = 1_000;
const FIELDS_MAX = 10_000;

/** Whose attributes are being read: the log's, its globals', a trace's or an event's. */
export class LogScopes {
  /** Of the event that is being read. */
  event: Scope | null = null;
  private readonly log = new Scope(LOG_FIELDS_MAX, false);
  private readonly defaults = new Scope(LOG_FIELDS_MAX, false);
  private global: Scope | null = null;
  private trace: Scope | null = null;
  private context: TraceContext | null = null;
  private traceNumber = 0;

  constructor(private readonly options: XesOptions) {}

  get innermost(): Scope {
    return this.event ?? this.global ?? this.trace ?? this.log;
  }

  get isInTrace(): boolean {
    return this.trace !== null;
  }

  openEvent(): void {
    this.event = new Scope(FIELDS_MAX, true);
  }

  openGlobal(scope: string | undefined): void {
    this.global = scope === undefined || scope === 'event' ? this.defaults : new Scope(0, false);
  }

  closeGlobal(): void {
    this.global = null;
  }

  openTrace(rowsBefore: number): void {
    this.trace = new Scope(FIELDS_MAX, true);
    this.traceNumber++;
    this.context = this.contextOf(this.trace, rowsBefore);
  }

  closeTrace(): void {
    this.trace = null;
    this.context = null;
  }

  /** What surrounds the present event. One outside of any trace stands alone, with what its own attributes say. */
  surroundings(rowsBefore: number): TraceContext {
    return this.context ?? this.contextOf(null, rowsBefore);
  }

  private contextOf(trace: Scope | null, rowsBefore: number): TraceContext {
    return {
      fields: trace?.fields ?? NO_FIELDS,
      log: this.log.fields,
      defaults: this.options.globals === 'apply' ? this.defaults.fields : NO_FIELDS,
      traceNumber: this.traceNumber,
      rowsBefore,
    };
  }
}
