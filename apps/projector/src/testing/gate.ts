/** Something that a spec lets happen when it wants to. */
export interface Gate {
  readonly opened: Promise<void>;
  readonly open: () => void;
}

export const aGate = (): Gate => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
};

/** Looks again and again until it is so. The spec's own time limit ends it otherwise. */
export const until = async (isSo: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10));
};
