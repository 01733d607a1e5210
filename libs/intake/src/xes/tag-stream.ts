import { SaxesParser, type SaxesTagPlain } from 'saxes';

/** What a stream of tags is told to. Positions count UTF-16 code units of the file, lines count from 1. */
export interface TagListener {
  readonly opened: (tag: SaxesTagPlain, endsAt: number, line: number) => void;
  readonly closed: (name: string, endsAt: number, line: number) => void;
  readonly broken: (message: string, at: number, line: number) => void;
}

/**
 * The tags of a piece of XML that need not begin at the file's beginning: elements that are open there are named
 * first. An XML parser that has met a fault may swallow anything after it, so this one then falls silent; who wants
 * to read on begins a new one behind the fault.
 */
export class TagStream {
  private readonly parser = new SaxesParser({ xmlns: false, position: true });
  private isSilent = true;
  private readonly positionOffset: number;
  private readonly lineOffset: number;

  constructor(listener: TagListener, openElements: readonly string[], position: number, line: number) {
    const opening = openElements.map((name) => `<${name}>`).join('');
    this.positionOffset = position - opening.length;
    this.lineOffset = line - 1;
    const { parser } = this;
    parser.on('opentag', (tag) => {
      if (!this.isSilent) listener.opened(tag, this.position, this.line);
    });
    parser.on('closetag', (tag) => {
      if (!this.isSilent) listener.closed(tag.name, this.position, this.line);
    });
    parser.on('error', ({ message }) => {
      if (this.isSilent) return;
      this.isSilent = true;
      listener.broken(message.replace(/^\d+:\d+: /, '').replace(/\.$/, ''), this.position, this.line);
    });
    parser.write(opening);
    this.isSilent = false;
  }

  get position(): number {
    return this.parser.position + this.positionOffset;
  }

  get line(): number {
    return this.parser.line + this.lineOffset;
  }

  write(text: string): void {
    if (!this.isSilent) this.parser.write(text);
  }

  /** Whether it has neither met a fault nor come to its end. */
  get isOpen(): boolean {
    return !this.isSilent;
  }

  /** Says nothing more. */
  silence(): void {
    this.isSilent = true;
  }

  end(): void {
    if (!this.isSilent) this.parser.close();
    this.isSilent = true;
  }
}
