/** The answer: to standard output, for people or scripts. */
export const print = (...lines: readonly string[]): void => {
  process.stdout.write(`${lines.join('\n')}\n`);
};

export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));

/** What goes on meanwhile: to standard error, so that a script's answer stays clean. */
export const note = (...lines: readonly string[]): void => {
  process.stderr.write(`${lines.join('\n')}\n`);
};
