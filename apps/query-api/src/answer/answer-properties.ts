import { ApiProperty } from '@nestjs/swagger';

/** Members of answers that are null where nothing is known. */
export const Text = (description: string): PropertyDecorator =>
  ApiProperty({ description, type: String, nullable: true });

export const Whole = (description: string): PropertyDecorator =>
  ApiProperty({ description, type: 'integer', nullable: true });

export const Measure = (description: string): PropertyDecorator =>
  ApiProperty({ description, type: Number, nullable: true });

export const Instant = (description: string): PropertyDecorator =>
  ApiProperty({ description, type: String, format: 'date-time', nullable: true });
