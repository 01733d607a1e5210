import { type SaxesTagPlain } from 'saxes';
import { ROW_LENGTH_MAX } from '../envelope/bounds';
import { fault } from '../envelope/fault-codes';
import { type XesOptions } from '../mapping/mapping-file';
import { type RowReader, type RowSink } from '../rows/row-reader';
import { attributeTypeOf, localName } from './element-path';
import { LogScopes } from './log-scopes';
import { RawWindow } from './raw-window';
import { TagStream } from './tag-stream';

/** Faults outside of events, after which a file is taken to be no log at all. */
const FAULTS_OUTSIDE_MAX = 100;
/** Text without any tag, after which a file is taken to be no log at all. */
const SILENCE_LENGTH_MAX = 2 * ROW_LENGTH_MAX;
const EXCERPT_LENGTH = 200;

const EVENT_END = /<\/(?:[\w.-]+:)?event\s*>/;
const NEXT_ELEMENT = /<\/?(?:[\w.-]+:)?(?:trace|event)[\s>]/;

/** An event element that has begun and not yet ended. */
interface OpenEvent {
  readonly line: number;
  readonly beginsAt: number;
}

/** Reading has met a fault and looks for the place behind it where it can go on. */
interface Search {
  readonly pattern: RegExp;
  /** Whether reading goes on behind what is found, or with it. */
  readonly isBehind: boolean;
  readonly from: number;
  readonly line: number;
}

/**
 * Reads the events of a XES log from a stream of text. Holds one trace's attributes and one event at a time. An event
 * with a fault is refused as it stands and reading goes on behind it; a fault outside of events is told, and reading
 * goes on with the next event or trace.
 */
export class XesReader implements RowReader {
  hasGivenUp = false;
  private readonly window = new RawWindow();
  private tags: TagStream;
  private search: Search | null = null;
  private readonly scopes: LogScopes;
  private event: OpenEvent | null = null;
  /** What is broken about the open event, while its end is looked for. */
  private brokenEvent = '';
  /** Names of the open log and trace elements, with the prefix that the file gives them. */
  private logName: string | null = null;
  private traceName = 'trace';
  private rowNumber = 0;
  private faultsOutside = 0;
  private lastTagAt = 0;

  constructor(
    private readonly sink: RowSink,
    options: XesOptions = {},
  ) {
    this.scopes = new LogScopes(options);
    this.tags = this.tagsFrom([], 0, 1);
  }

  write(text: string): void {
    if (this.hasGivenUp) return;
    this.window.add(text);
    this.tags.write(text);
    this.goOn();
    this.window.release(this.search?.from ?? this.event?.beginsAt ?? this.window.openTagStart);
    if (this.window.end - this.lastTagAt > SILENCE_LENGTH_MAX) {
      this.giveUp(this.tags.line, `for ${SILENCE_LENGTH_MAX} characters no tag ends`);
    }
  }

  end(): void {
    // Only at the end does the parser tell of some faults; behind each there may be more to read.
    do {
      this.tags.end();
      this.goOn();
    } while (!this.hasGivenUp && this.search === null && this.tags.isOpen);
    if (this.event !== null) this.refuseEvent('the file ends inside it', this.window.end);
    if (this.logName !== null || this.hasGivenUp) return;
    const message = 'The file holds no <log>: it is no XES. Give a XES file, or state its true format in the mapping.';
    this.sink.refused({ line: 1 }, [fault('broken-xml', undefined, message)], '');
  }

  /** An event that has begun is refused at any end. */
  breakOff(): void {
    this.end();
  }

  private tagsFrom(openElements: readonly string[], position: number, line: number): TagStream {
    const listener = {
      opened: (tag: SaxesTagPlain, at: number, onLine: number) => this.openTag(tag, at, onLine),
      closed: (name: string, at: number) => this.closeTag(localName(name), at),
      broken: (message: string, at: number, onLine: number) => this.brokenXml(message, at, onLine),
    };
    return new TagStream(listener, openElements, position, line);
  }

  private openTag(tag: SaxesTagPlain, endsAt: number, line: number): void {
    this.lastTagAt = endsAt;
    const name = localName(tag.name);
    const type = attributeTypeOf(name);
    if (type !== undefined) this.scopes.innermost.open(type, tag.attributes['key'], tag.attributes['value']);
    else if (name === 'event') this.openEvent(endsAt, line);
    else if (name === 'trace') this.openTrace(tag.name);
    else if (name === 'log') this.logName = tag.name;
    else if (name === 'global') this.scopes.openGlobal(tag.attributes['scope']);
  }

  private closeTag(name: string, endsAt: number): void {
    this.lastTagAt = endsAt;
    if (attributeTypeOf(name) !== undefined) this.scopes.innermost.close();
    else if (name === 'event') this.closeEvent(endsAt);
    else if (name === 'trace') this.scopes.closeTrace();
    else if (name === 'global') this.scopes.closeGlobal();
  }

  private openTrace(name: string): void {
    this.traceName = name;
    this.scopes.openTrace(this.rowNumber);
  }

  private openEvent(endsAt: number, line: number): void {
    const beginsAt = this.window.tagStart(endsAt);
    if (this.event !== null) {
      this.refuseEvent('the next event begins inside it', beginsAt);
      this.searchFor({ pattern: NEXT_ELEMENT, isBehind: false, from: beginsAt, line });
      return;
    }
    this.rowNumber++;
    this.event = { line, beginsAt };
    this.scopes.openEvent();
  }

  private closeEvent(endsAt: number): void {
    const { event } = this;
    const scope = this.scopes.event;
    if (event === null || scope === null) return;
    this.forgetEvent();
    const place = { line: event.line, index: this.rowNumber - 1 };
    const raw = (): string => this.window.text(event.beginsAt, endsAt);
    if (endsAt - event.beginsAt > ROW_LENGTH_MAX) {
      const message = `The event of line ${event.line} is longer than ${ROW_LENGTH_MAX} characters. Make it smaller.`;
      return this.sink.refused(place, [fault('too-large', undefined, message)], raw());
    }
    if (scope.overflow !== null) {
      const message = `The event of line ${event.line} cannot be kept whole: ${scope.overflow}. Make it smaller.`;
      return this.sink.refused(place, [fault('too-large', undefined, message)], raw());
    }
    const { fields, typed } = scope;
    const trace = this.scopes.surroundings(this.rowNumber - 1);
    this.sink.row({ place, rowNumber: this.rowNumber, fields, typed, trace, raw });
  }

  private forgetEvent(): void {
    this.event = null;
    this.scopes.event = null;
  }

  private refuseEvent(why: string, endsAt: number): void {
    const { line, beginsAt } = this.event!;
    this.forgetEvent();
    const message = `The event of line ${line} is broken XML: ${why}. Mend the XML.`;
    const place = { line, index: this.rowNumber - 1 };
    this.sink.refused(place, [fault('broken-xml', undefined, message)], this.window.text(beginsAt, endsAt));
  }

  private brokenXml(says: string, at: number, line: number): void {
    if (this.event !== null) {
      const { beginsAt, line: firstLine } = this.event;
      this.brokenEvent = `line ${line}: ${says}`;
      return this.searchFor({ pattern: EVENT_END, isBehind: true, from: beginsAt, line: firstLine });
    }
    this.faultsOutside++;
    if (this.faultsOutside > FAULTS_OUTSIDE_MAX) return this.giveUp(line, 'too much of the file is broken');
    const found = fault('broken-xml', undefined, `Line ${line} is broken XML: ${says}. Mend the XML.`);
    this.sink.refused({ line }, [found], this.window.text(at - EXCERPT_LENGTH, at));
    this.searchFor({ pattern: NEXT_ELEMENT, isBehind: false, from: at, line });
  }

  private searchFor(search: Search): void {
    this.tags.silence();
    this.search = search;
  }

  /** Goes on behind a fault as soon as the place for it has come in, as often as a piece of text holds faults. */
  private goOn(): void {
    this.noticeSwallowedEnd();
    while (this.search !== null && !this.hasGivenUp) {
      const { pattern, isBehind, from, line } = this.search;
      const found = this.window.find(pattern, from);
      if (found === null) return;
      const at = isBehind ? found.ends : found.begins;
      if (this.event !== null) this.refuseEvent(this.brokenEvent, at);
      const newLines = this.window.text(from, at).split('\n').length - 1;
      this.search = null;
      this.lastTagAt = at;
      this.scopes.closeGlobal();
      const openElements = [this.logName ?? 'log', ...(this.scopes.isInTrace ? [this.traceName] : [])];
      this.tags = this.tagsFrom(openElements, at, line + newLines);
      this.tags.write(this.window.text(at));
      this.noticeSwallowedEnd();
    }
  }

  /** After a lone `&` the parser takes everything for an entity's name: the event's end is there, but not seen. */
  private noticeSwallowedEnd(): void {
    if (this.search !== null || this.event === null) return;
    if (this.window.find(EVENT_END, this.event.beginsAt) === null) return;
    this.brokenXml('an entity or a quote is never closed', this.tags.position, this.event.line);
  }

  private giveUp(line: number, why: string): void {
    const message = `What follows line ${line} is not read: ${why}. Mend the file and import it again.`;
    const raw = this.window.text(this.window.end - EXCERPT_LENGTH);
    this.sink.refused({ line }, [fault('broken-xml', undefined, message)], raw);
    this.tags.silence();
    this.hasGivenUp = true;
  }
}
