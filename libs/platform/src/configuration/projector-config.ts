import { IsInt, Max, Min } from 'class-validator';
import { FromEnvironment } from './variable';

/** How several projector processes share the work on one database. */
export class ProjectorConfig {
  @FromEnvironment('GEMBA_PROJECTOR_PARTITIONS', {
    kind: 'whole-number',
    meaning:
      'Parts that the deals are divided into: as many projectors can compute deals at once. Alike in all of them.',
    expects: 'a whole number from 1 to 1000',
  })
  @IsInt()
  @Min(1)
  @Max(1000)
  readonly partitions: number = 12;

  @FromEnvironment('GEMBA_PROJECTOR_LEASE_SECONDS', {
    kind: 'whole-number',
    meaning: 'How long a projector that no longer answers keeps its part of the work from the others.',
    expects: 'a whole number from 1 to 600',
    unit: 'seconds',
  })
  @IsInt()
  @Min(1)
  @Max(600)
  readonly leaseSeconds: number = 10;
}
