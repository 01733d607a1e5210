import { ApiProperty } from '@nestjs/swagger';

/** A link to a deal's journey. It is told this once; what is kept of it cannot be turned back. */
export class JourneyLink {
  @ApiProperty({ description: 'Opens the journey without a key', example: '/public/journeys/Zr3n0v8p1qXwY2kL5mN7tA' })
  readonly path!: string;
}
