import { ApiProperty } from '@nestjs/swagger';
import type { ProblemDetails } from '@gemba/platform';

/** How far an import has come; each figure counts from the beginning of the file. */
export class ImportFigures {
  @ApiProperty({ description: 'Bytes of the file as it came, compressed or not' })
  readonly bytes!: number;

  @ApiProperty({ description: 'Rows or log events of the file' })
  readonly rows!: number;

  @ApiProperty({ description: 'Events made of them' })
  readonly events!: number;

  @ApiProperty({ description: 'Events that are new in the record' })
  readonly recorded!: number;

  @ApiProperty({ description: 'Events that were there already' })
  readonly duplicates!: number;

  @ApiProperty({ description: 'Pieces that went to quarantine' })
  readonly quarantined!: number;
}

/** One line of an import's answer. The last one is `done` or `failed`; without one of them the import broke off. */
export type ImportLine =
  | {
      readonly kind: 'progress';
      readonly seconds: number;
      readonly rowsPerSecond: number;
      readonly figures: ImportFigures;
    }
  | { readonly kind: 'done'; readonly seconds: number; readonly rowsPerSecond: number; readonly figures: ImportFigures }
  | { readonly kind: 'failed'; readonly problem: ProblemDetails };
