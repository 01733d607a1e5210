import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { ROW_LENGTH_MAX } from '../envelope/bounds';
import { fault, type IntakeFault } from '../envelope/fault-codes';
import { type RowReader, type RowSink } from '../rows/row-reader';
import { type XesOptions } from '../mapping/mapping-file';
import { type TraceContext } from '../rows/source-row';
import { isAttributeType, localName } from './element-path';
import { RawWindow } from './raw-window';
import { NO_FIELDS, Scope } from './scope';

const LOG_FIELDS_MAX = 1_000;
const TRACE_FIELDS_MAX = 10_000;
/** Faults outside of events before a file is taken to be no log at all. */
const FAULTS_OUTSIDE_MAX = 100;
/** Text without any tag, after which a file is taken to be no log at all. */
const SILENCE_LENGTH_MAX = 4 * ROW_LENGTH_MAX;

/** An event element that has begun and not yet ended. */
interface OpenEvent {
  readonly scope: Scope;
  readonly line: number;
  readonly beginsAt: number;
  readonly faults: IntakeFault[];
}

/**
 * Reads the events of a XES log from a stream of text. Holds one trace's attributes and one event at a time. An event
 * with a fault is refused and the next one read; faults outside of events are told and passed over.
 */
export class XesReader implements RowReader {
  hasGivenUp = false;
  private readonly parser = new SaxesParser({ xmlns: false, position: true });
  private readonly window = new RawWindow();
  private readonly log = new Scope(LOG_FIELDS_MAX, false);
  private readonly defaults = new Scope(LOG_FIELDS_MAX, false);
  private global: Scope | null = null;
  private trace: Scope | null = null;
  private traceContext: TraceContext | null = null;
  private event: OpenEvent | null = null;
  private traceNumber = 0;
  private rowNumber = 0;
  private faultsOutside = 0;
  private lineOfLastFault = 0;
  private lastTagAt = 0;
  private hasLog = false;

  constructor(
    private readonly sink: RowSink,
    private readonly options: XesOptions = {},
  ) {
    this.parser.on('opentag', (tag) => this.openTag(tag));
    this.parser.on('closetag', (tag) => this.closeTag(localName(tag.name)));
    this.parser.on('error', (error) => this.brokenXml(error.message));
  }

  write(text: string): void {
    if (this.hasGivenUp) return;
    this.window.add(text, this.event !== null);
    this.parser.write(text);
    if (this.parser.position - this.lastTagAt > SILENCE_LENGTH_MAX) {
      this.giveUp(`for ${SILENCE_LENGTH_MAX} characters no tag ends`);
    }
  }

  end(): void {
    if (this.hasGivenUp) return;
    this.parser.close();
    if (this.event !== null) this.refuseOpenEvent('the file ends inside it');
    if (this.hasLog) return;
    const message = 'The file holds no <log>: it is no XES. Give a XES file, or state its true format in the mapping.';
    this.sink.refused({ line: 1 }, [fault('broken-xml', undefined, message)], '');
  }

  private openTag(tag: SaxesTagPlain): void {
    this.lastTagAt = this.parser.position;
    if (this.hasGivenUp) return;
    const name = localName(tag.name);
    if (isAttributeType(name)) {
      this.holder()?.open(name, tag.attributes['key'], tag.attributes['value']);
      if (this.event !== null) this.checkLength(this.event);
    } else if (name === 'event') this.openEvent();
    else if (name === 'trace') this.openTrace();
    else if (name === 'log') this.hasLog = true;
    else if (name === 'global') this.openGlobal(tag.attributes['scope']);
  }

  private closeTag(name: string): void {
    this.lastTagAt = this.parser.position;
    if (this.hasGivenUp) return;
    if (isAttributeType(name)) this.holder()?.close();
    else if (name === 'event') this.closeEvent();
    else if (name === 'trace') this.closeTrace();
    else if (name === 'global') this.global = null;
  }

  /** Whose attributes are being read. */
  private holder(): Scope | null {
    return this.event?.scope ?? this.global ?? this.trace ?? this.log;
  }

  private openGlobal(scope: string | undefined): void {
    this.global = scope === undefined || scope === 'event' ? this.defaults : new Scope(0, false);
  }

  private openTrace(): void {
    if (this.event !== null) this.refuseOpenEvent('the next trace begins inside it');
    this.trace = new Scope(TRACE_FIELDS_MAX, true);
    this.traceNumber++;
    this.traceContext = this.contextOf(this.trace);
  }

  private contextOf(trace: Scope | null): TraceContext {
    return {
      fields: trace?.fields ?? NO_FIELDS,
      log: this.log.fields,
      defaults: this.options.globals === 'apply' ? this.defaults.fields : NO_FIELDS,
      traceNumber: this.traceNumber,
      rowsBefore: this.rowNumber,
    };
  }

  private closeTrace(): void {
    if (this.event !== null) this.refuseOpenEvent('its trace ends inside it');
    this.trace = null;
    this.traceContext = null;
  }

  private openEvent(): void {
    if (this.event !== null) this.refuseOpenEvent('the next event begins inside it');
    this.rowNumber++;
    this.window.mark(this.parser.position);
    this.event = {
      scope: new Scope(TRACE_FIELDS_MAX, true),
      line: this.parser.line,
      beginsAt: this.parser.position,
      faults: [],
    };
  }

  private closeEvent(): void {
    const { event, trace } = this;
    if (event === null) return;
    this.event = null;
    const place = { line: event.line, index: this.rowNumber - 1 };
    const end = this.parser.position;
    if (event.faults.length > 0) {
      this.sink.refused(place, event.faults, this.window.text(end));
      return;
    }
    this.sink.row({
      place,
      rowNumber: this.rowNumber,
      fields: event.scope.fields,
      typed: event.scope.typed,
      // An event outside of any trace stands alone, with whatever case its own attributes name.
      trace: this.traceContext ?? this.contextOf(trace),
      raw: () => this.window.text(end),
    });
  }

  private refuseOpenEvent(why: string): void {
    const event = this.event!;
    event.faults.push(
      fault('broken-xml', undefined, `The event of line ${event.line} has no end: ${why}. Mend the XML.`),
    );
    this.closeEvent();
  }

  private checkLength(event: OpenEvent): void {
    if (event.faults.length > 0 || this.parser.position - event.beginsAt <= ROW_LENGTH_MAX) return;
    const message = `The event of line ${event.line} is longer than ${ROW_LENGTH_MAX} characters. Make it smaller.`;
    event.faults.push(fault('too-large', undefined, message));
  }

  private brokenXml(message: string): void {
    if (this.hasGivenUp) return;
    const { line } = this.parser;
    const says = message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
    const found = fault('broken-xml', undefined, `Line ${line} is broken XML: ${says}. Mend the XML.`);
    if (this.event !== null) {
      if (this.event.faults.length < 10) this.event.faults.push(found);
      return;
    }
    if (line === this.lineOfLastFault) return;
    this.lineOfLastFault = line;
    this.faultsOutside++;
    if (this.faultsOutside > FAULTS_OUTSIDE_MAX) this.giveUp('too much of the file is broken');
    else this.sink.refused({ line }, [found], this.window.around(this.parser.position));
  }

  private giveUp(why: string): void {
    const { line } = this.parser;
    const message = `What follows line ${line} is not read: ${why}. Mend the file and import it again.`;
    this.sink.refused({ line }, [fault('broken-xml', undefined, message)], this.window.around(this.parser.position));
    this.hasGivenUp = true;
  }
}
