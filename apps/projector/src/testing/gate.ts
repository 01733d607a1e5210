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
