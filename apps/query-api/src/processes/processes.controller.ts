import { ProblemDetails, RequiresScope } from '@gemba/platform';
import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags, ApiUnprocessableEntityResponse } from '@nestjs/swagger';
import { DiffProcessQuery } from './diff-process.query';
import { ProcessDiffAnswer, ProcessDiffBody } from './process-diff.dto';

@ApiTags('process')
@RequiresScope('read')
@Controller('v1/processes')
export class ProcessesController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Post('diff')
  @HttpCode(200)
  @ApiOperation({ summary: 'How does a process definition file differ from what is published?' })
  @ApiOkResponse({ type: ProcessDiffAnswer })
  @ApiUnprocessableEntityResponse({ type: ProblemDetails })
  diff(@Body() { file }: ProcessDiffBody): Promise<ProcessDiffAnswer> {
    return this.queries.execute(new DiffProcessQuery(file));
  }
}
