/** One of the values that a group is known by. */
export type KeyPart = string | number | null;

type Branch<G> = Map<KeyPart, Branch<G> | G>;

/**
 * Groups that are known by several values together, each made when it is first asked for. To ask costs a look-up a
 * value, whereas spelling a key out costs more than what most rows are grouped for.
 */
export class Groups<G extends object> {
  private readonly root: Branch<G> = new Map();
  private readonly made: G[] = [];

  constructor(
    /** How many values each is known by. */
    private readonly values: number,
    /** Given the values that it is first asked for by. */
    private readonly make: (...key: never[]) => G,
  ) {}

  /** The group of these values, always as many and in the same order. */
  of(...key: KeyPart[]): G {
    if (key.length !== this.values)
      throw new RangeError(`A group is known by ${this.values} values here; ${key.length} were given.`);
    let branch = this.root;
    for (let i = 0; i < key.length - 1; i++) {
      let next = branch.get(key[i]!) as Branch<G> | undefined;
      if (next === undefined) branch.set(key[i]!, (next = new Map()));
      branch = next;
    }
    const last = key[key.length - 1]!;
    let group = branch.get(last) as G | undefined;
    if (group === undefined) {
      branch.set(last, (group = this.make(...(key as never[]))));
      this.made.push(group);
    }
    return group;
  }

  /** In the order in which they were first asked for. */
  all(): readonly G[] {
    return this.made;
  }
}
