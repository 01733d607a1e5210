import { type Generation } from './generation';

/**
 * agreed: the tables follow our definitions. to-bring: ours are to take the place of theirs. aside: somebody else's took
 * over while we ran.
 */
export type Verdict = 'agreed' | 'to-bring' | 'aside';

/**
 * Which of two versions side by side has the say: the one that started last. A process brings its definitions only over
 * those that it found when it began, and only until the tables have followed its own once; so two versions never take
 * the tables from each other in turn.
 */
export class Agreement {
  private found: string | null | undefined;

  constructor(
    private readonly ours: { readonly definitions: string; readonly partitions: number },
    /** Whether the tables have followed these definitions since this process began. */
    private hasAgreed: boolean,
  ) {}

  judge({ definitions, partitions }: Pick<Generation, 'definitions' | 'partitions'>): Verdict {
    if (this.found === undefined) this.found = definitions;
    if (definitions !== this.ours.definitions)
      return !this.hasAgreed && definitions === this.found ? 'to-bring' : 'aside';
    // Another number of parts is as good, when it was brought after we had ours.
    const isDivided = partitions === this.ours.partitions || (this.hasAgreed && partitions > 0);
    if (!isDivided) return 'to-bring';
    this.hasAgreed = true;
    return 'agreed';
  }
}
