import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Min } from 'class-validator';

/** An optional query parameter that is the number of a process version. */
export const VersionParameter = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ description: 'Version of the process', type: 'integer', minimum: 1 }),
    IsOptional(),
    Type(() => Number),
    IsInt(),
    Min(1),
  );
