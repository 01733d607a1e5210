import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString } from 'class-validator';
import { Whole } from '../answer/answer-properties';

export class ProcessDiffBody {
  @ApiProperty({ description: 'A process definition file, as it is (YAML or JSON text)' })
  @IsString()
  @IsNotEmpty()
  readonly file!: string;
}

export class ProcessDiffAnswer {
  @ApiProperty()
  readonly processId!: string;

  @Whole('The version that the file is compared with; null: nothing is published yet')
  readonly publishedVersion!: number | null;

  @ApiProperty({ type: [Object], description: 'What publishing the file would change' })
  readonly changes!: readonly object[];
}
