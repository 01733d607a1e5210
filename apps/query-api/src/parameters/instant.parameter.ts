import { canonicalInstant, isCanonicalInstant } from '@gemba/event-sourcing';
import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsOptional, ValidateBy } from 'class-validator';

/** In a query string `+02:00` that was not escaped arrives as ` 02:00`. */
export const unescapedInstant = (text: string): string => text.replace(/ (\d{2}:?\d{2})$/, '+$1');

const toCanonical = (value: unknown): unknown =>
  typeof value === 'string' ? (canonicalInstant(unescapedInstant(value)) ?? value) : value;

/** An optional query parameter that is an instant; the handler gets it in its canonical spelling. */
export const InstantParameter = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ description, format: 'date-time', example: '2026-09-02T10:12:13+02:00' }),
    IsOptional(),
    Transform(({ value }: { value: unknown }) => toCanonical(value)),
    ValidateBy({
      name: 'isInstant',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && isCanonicalInstant(value),
        defaultMessage: () => 'it is no instant with an offset; write it like 2026-09-02T10:12:13+02:00',
      },
    }),
  );
