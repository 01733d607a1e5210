import { ROW_LENGTH_MAX } from '../envelope/bounds';

/**
 * Holds the text of a file from a mark on, by its position in the file: what is being read may have to be shown as it
 * stands there, or read once more. Of more than any row may be, it holds the end.
 */
export class RawWindow {
  private held = '';
  private heldFrom = 0;

  get end(): number {
    return this.heldFrom + this.held.length;
  }

  add(text: string): void {
    this.held += text;
  }

  /** Lets go of what stands before a position, and of the oldest of what is too much. */
  release(before: number): void {
    const from = Math.max(before, this.end - ROW_LENGTH_MAX, this.heldFrom);
    this.held = this.held.slice(from - this.heldFrom);
    this.heldFrom = from;
  }

  text(from: number, to: number = this.end): string {
    return this.held.slice(Math.max(0, from - this.heldFrom), Math.max(0, to - this.heldFrom));
  }

  /** Where the tag that ends at this position begins. */
  tagStart(end: number): number {
    const at = this.held.lastIndexOf('<', end - this.heldFrom - 1);
    return at < 0 ? this.heldFrom : this.heldFrom + at;
  }

  /** Where a tag has begun that has not ended yet; the end of the text where there is none. */
  get openTagStart(): number {
    const at = this.held.lastIndexOf('<');
    return at > this.held.lastIndexOf('>') ? this.heldFrom + at : this.end;
  }

  /** Where a pattern is first found from a position on; null where it is not, or not yet. */
  find(pattern: RegExp, from: number): { readonly begins: number; readonly ends: number } | null {
    const sought = new RegExp(pattern, 'g');
    sought.lastIndex = Math.max(0, from - this.heldFrom);
    const found = sought.exec(this.held);
    if (found === null) return null;
    return { begins: this.heldFrom + found.index, ends: this.heldFrom + sought.lastIndex };
  }
}
