const spelt = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');

/** Whether two sources mean the same paper or role: a process says "Floor plan", a CRM `floor-plan`. */
export const isSameName = (a: string, b: string): boolean => spelt(a) === spelt(b);

/** Whether a name in a process stands for nothing at all: "none". */
export const isNothing = (name: string): boolean => ['', 'none'].includes(spelt(name));
