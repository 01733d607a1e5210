import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';

const LENGTH_MAX = 512;

/** An optional query parameter that is text and not empty. */
export const TextParameter = (description: string, example?: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ description, ...(example === undefined ? {} : { example }) }),
    IsOptional(),
    IsString(),
    MinLength(1),
    MaxLength(LENGTH_MAX),
  );
