import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsString,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { HandoverItem, ItemDefect } from '@gemba/sales-process';

const DEFECTS = ['missing', 'invalid', 'late', 'wrong'] as const;

/** What every command about a submission says. */
class AboutSubmission {
  @ApiProperty({ description: 'Which submission of this handover it is about, from 1' })
  @IsInt()
  @Min(1)
  readonly submissionNo!: number;

  @ApiProperty({ required: false, description: 'The person who asks' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  readonly by?: string;

  @ApiProperty({ required: false, description: 'When it happened, RFC 3339 with offset; now, where left out' })
  @IsOptional()
  @IsString()
  readonly occurredAt?: string;
}

class AboutTeam extends AboutSubmission {
  @ApiProperty({ description: 'The team that asks' })
  @IsString()
  @IsNotEmpty()
  readonly byTeam!: string;
}

export class ItemBody implements HandoverItem {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  readonly key!: string;

  @ApiProperty({ description: 'Without it the receiver cannot begin' })
  @IsBoolean()
  readonly required!: boolean;

  @ApiProperty({ description: 'Whether this deal needs it at all' })
  @IsBoolean()
  readonly applicable!: boolean;

  @ApiProperty({ description: "The sender's own check of it" })
  @IsBoolean()
  readonly valid!: boolean;

  @ApiProperty({ required: false, description: 'What it is, or where it lies; left out when it is missing' })
  @IsOptional()
  @IsString()
  readonly value?: string;

  @ApiProperty({ required: false })
  @IsOptional()
  @IsNumber()
  @Min(0)
  readonly weight?: number;
}

export class DefectBody implements ItemDefect {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  readonly key!: string;

  @ApiProperty({ enum: DEFECTS })
  @IsIn(DEFECTS)
  readonly defect!: (typeof DEFECTS)[number];

  @ApiProperty({ required: false })
  @IsOptional()
  @IsString()
  readonly note?: string;
}

/** Where in a published process the handover stands: what has to be handed over is taken from there. */
export class BoundaryBody {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  readonly processId!: string;

  @ApiProperty()
  @IsInt()
  @Min(1)
  readonly version!: number;

  @ApiProperty({ description: 'Key of the handover in that version' })
  @IsString()
  @IsNotEmpty()
  readonly handoverKey!: string;
}

export class SubmitBody extends AboutSubmission {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  readonly dealId!: string;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  readonly fromTeam!: string;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  readonly toTeam!: string;

  @ApiProperty({ type: [ItemBody] })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ItemBody)
  readonly items!: readonly ItemBody[];

  @ApiProperty({ required: false, type: BoundaryBody })
  @IsOptional()
  @ValidateNested()
  @Type(() => BoundaryBody)
  readonly boundary?: BoundaryBody;
}

export class AcceptBody extends AboutTeam {}

export class RejectBody extends AboutTeam {
  @ApiProperty({ type: [DefectBody] })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => DefectBody)
  readonly items!: readonly DefectBody[];
}

export class WithdrawBody extends AboutTeam {
  @ApiProperty({ required: false })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  readonly reason?: string;
}
