import { fault, type IntakeFault, quoted } from '../envelope/fault-codes';
import { isExactNumber } from '../envelope/exact-number';

const [QUOTE, BACKSLASH, COMMA, MINUS, ZERO, NINE] = [0x22, 0x5c, 0x2c, 0x2d, 0x30, 0x39];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Where the string ends that begins with the quote at this place. */
const behindString = (text: string, at: number): number => {
  let end = at + 1;
  for (let code = text.charCodeAt(end); code !== QUOTE; code = text.charCodeAt(end)) end += code === BACKSLASH ? 2 : 1;
  return end + 1;
};

const NOT_IN_NUMBER = /[^\d.eE+-]/g;

const behindNumber = (text: string, at: number): number => {
  NOT_IN_NUMBER.lastIndex = at;
  return NOT_IN_NUMBER.exec(text)?.index ?? text.length;
};

/** An object or list that is being read. */
interface Open {
  /** Keys so far; null in a list. */
  readonly keys: Set<string> | null;
  /** The member or element that reading is at; null where the next string is a key. */
  place: string | number | null;
}

/** Goes once through a text that is known to be JSON, and stops at what a parser would change without a word. */
class LossSearch {
  private readonly open: Open[] = [];
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly root: string,
  ) {}

  find(): IntakeFault | null {
    while (this.at < this.text.length) {
      const code = this.text.charCodeAt(this.at);
      const found =
        code === QUOTE
          ? this.string()
          : code === MINUS || (code >= ZERO && code <= NINE)
            ? this.number()
            : this.sign(code);
      if (found !== null) return found;
    }
    return null;
  }

  private string(): IntakeFault | null {
    const from = this.at;
    const end = behindString(this.text, from);
    const innermost = this.open.at(-1);
    this.at = end;
    if (innermost === undefined || innermost.keys === null || innermost.place !== null) return null;
    const key = JSON.parse(this.text.slice(from, end)) as string;
    innermost.place = key;
    if (innermost.keys.has(key)) return this.repeated();
    innermost.keys.add(key);
    return null;
  }

  private number(): IntakeFault | null {
    const from = this.at;
    this.at = behindNumber(this.text, from);
    const decimal = this.text.slice(from, this.at);
    return isExactNumber(decimal) ? null : this.inexact(decimal);
  }

  private sign(code: number): null {
    const { open } = this;
    const innermost = open.at(-1);
    if (code === OPEN_OBJECT) open.push({ keys: new Set(), place: null });
    else if (code === OPEN_LIST) open.push({ keys: null, place: 0 });
    else if (code === CLOSE_OBJECT || code === CLOSE_LIST) open.pop();
    else if (code === COMMA && innermost !== undefined) {
      innermost.place = innermost.keys === null ? Number(innermost.place) + 1 : null;
    }
    this.at++;
    return null;
  }

  private path(): string | undefined {
    const places = this.open.map(({ place }) => String(place));
    return [...(this.root === '' ? [] : [this.root]), ...places].join('.') || undefined;
  }

  private repeated(): IntakeFault {
    const path = this.path();
    const message = `${path ?? 'A member'} comes more than once, and only one of its values could be kept. Send it once.`;
    return fault('invalid', path, message);
  }

  private inexact(decimal: string): IntakeFault {
    const path = this.path();
    const message = `${path ?? 'The value'} is ${quoted(decimal)}: a number (a double) cannot keep all its digits. Send it as text.`;
    return fault('invalid', path, message);
  }
}

/**
 * The first thing in a JSON text that parsing would change without a word, or null: a member that comes twice in one
 * object (all its values but the last are lost), a number that no double holds. `root` is the name under which the text
 * is spoken of. Cost: some microseconds a kilobyte.
 */
export const silentLoss = (text: string, root = ''): IntakeFault | null => new LossSearch(text, root).find();

/** The elements of a JSON list as they are written, without the blanks around them. The text must be valid JSON. */
export const elementTexts = (list: string): string[] => {
  const elements: string[] = [];
  let [depth, from] = [0, 0];
  const take = (to: number): void => {
    const element = list.slice(from, to).trim();
    if (element !== '') elements.push(element);
    from = to + 1;
  };
  for (let at = 0; at < list.length; at++) {
    const code = list.charCodeAt(at);
    if (code === QUOTE) at = behindString(list, at) - 1;
    else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      if (depth++ === 0) from = at + 1;
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      if (--depth === 0) take(at);
    } else if (code === COMMA && depth === 1) take(at);
  }
  return elements;
};
