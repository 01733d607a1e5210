/** Sources use few names, again and again, and spelling one costs more than all else about it. */
const NAMES_KEPT_MAX = 10_000;
const known = new Map<string, string>();

const spelt = (name: string): string => {
  let spelling = known.get(name);
  if (spelling === undefined) {
    spelling = name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '');
    if (known.size < NAMES_KEPT_MAX) known.set(name, spelling);
  }
  return spelling;
};

/** Whether two sources mean the same paper or role: a process says "Floor plan", a CRM `floor-plan`. */
export const isSameName = (a: string, b: string): boolean => spelt(a) === spelt(b);

/** Whether a name in a process stands for nothing at all: "none". */
export const isNothing = (name: string): boolean => ['', 'none'].includes(spelt(name));
