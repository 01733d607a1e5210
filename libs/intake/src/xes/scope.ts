import { type Fields } from '../rows/source-row';

type Typed = Map<string, 'number' | 'boolean'>;

const NOTHING_TYPED: Typed = new Map();

/** Levels of nested attributes that are told apart. */
const NESTING_MAX = 16;

/** The attributes of one log, trace or event, nested ones by their path: `parent/child`. */
export class Scope {
  readonly fields = new Map<string, string>();
  typed: Typed = NOTHING_TYPED;
  /** Why an attribute that should have been kept was not; null while all are there. */
  overflow: string | null = null;
  private readonly path: string[] = [];
  private times: Map<string, number> | undefined;

  constructor(
    /** Names that are kept; a log's head may hold any number of them. */
    private readonly fieldsMax: number,
    /** Whether nested attributes are kept. */
    private readonly isDeep: boolean,
  ) {}

  open(type: 'number' | 'boolean' | 'text', key: string | undefined, value: string | undefined): void {
    const parent = this.path.at(-1);
    const name = parent === undefined ? (key ?? '') : `${parent}/${key ?? ''}`;
    this.path.push(name);
    if (key === undefined || value === undefined || (parent !== undefined && !this.isDeep)) return;
    if (this.fields.size >= this.fieldsMax) this.overflow ??= `it has more than ${this.fieldsMax} attributes`;
    else if (this.path.length > NESTING_MAX)
      this.overflow ??= `its attributes are nested deeper than ${NESTING_MAX} levels`;
    else this.set(name, type, value);
  }

  close(): void {
    this.path.pop();
  }

  private set(name: string, type: 'number' | 'boolean' | 'text', value: string): void {
    const free = this.fields.has(name) ? this.freeName(name) : name;
    this.fields.set(free, value);
    if (type === 'text') return;
    if (this.typed === NOTHING_TYPED) this.typed = new Map();
    this.typed.set(free, type);
  }

  /** A list may hold one key several times: `item`, `item[2]`, `item[3]`. */
  private freeName(name: string): string {
    this.times ??= new Map();
    const times = (this.times.get(name) ?? 1) + 1;
    this.times.set(name, times);
    return `${name}[${times}]`;
  }
}

export const NO_FIELDS: Fields = new Map();
