import { ROW_LENGTH_MAX } from '../envelope/bounds';

const EXCERPT_LENGTH = 200;

/**
 * Keeps the text of the element that is being read, so that a refused one can be shown as it stands in the file; of one
 * that is longer than any row may be, its end.
 */
export class RawWindow {
  private markedAt = 0;
  private held = '';
  private heldFrom = 0;

  /** The next text of the file; what was held before the mark is let go. */
  add(text: string, isMarkOpen: boolean): void {
    const end = this.heldFrom + this.held.length;
    const kept = isMarkOpen ? this.held.slice(this.markedAt - this.heldFrom) : '';
    this.held = kept.slice(-ROW_LENGTH_MAX) + text;
    this.heldFrom = end + text.length - this.held.length;
    if (this.markedAt < this.heldFrom) this.markedAt = this.heldFrom;
  }

  /** An element's start tag ends at this position. */
  mark(position: number): void {
    this.markedAt = this.heldFrom + Math.max(0, this.held.lastIndexOf('<', position - this.heldFrom - 1));
  }

  /** From the mark to a position. */
  text(end: number): string {
    return this.held.slice(this.markedAt - this.heldFrom, end - this.heldFrom);
  }

  around(position: number): string {
    const at = position - this.heldFrom;
    return this.held.slice(Math.max(0, at - EXCERPT_LENGTH), at);
  }
}
