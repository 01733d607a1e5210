/** One difference between a definition and what is published. */
export interface Change {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly part: string;
  readonly key?: string;
  readonly member?: string;
  readonly from?: unknown;
  readonly to?: unknown;
}

const MARK = { added: '+', removed: '-', changed: '~' } as const;

export const changeText = ({ kind, part, key, member, from, to }: Change): string => {
  const place = [part, key, member].filter((name) => name !== undefined).join(' ');
  return kind === 'changed' ? `~ ${place}: ${JSON.stringify(from)} → ${JSON.stringify(to)}` : `${MARK[kind]} ${place}`;
};
