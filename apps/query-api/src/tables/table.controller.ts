import { invalidRequest, RequiresScope } from '@gemba/platform';
import { Controller, Get, Headers, Inject, Query, Res, type Type } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { headersOf } from './answer-headers';
import { AskTableQuery } from './ask-table.query';
import { type AskedTable } from './asked-table';
import { DescribedQuestion } from './described-question';
import { readAsk } from './read-ask';
import { type Given } from './read-conditions';
import { csvAnswer, jsonAnswer } from './table-answer';

/** The route of a table's question: `GET /v1/<path>`. */
export const tableController = (table: AskedTable): Type => {
  const { path, heading } = table.question;

  @ApiTags(heading)
  @RequiresScope('read')
  @Controller(`v1/${path}`)
  class TableController {
    constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

    @Get()
    @DescribedQuestion(table)
    async list(
      @Query() given: Given,
      @Headers('accept') accept: string | undefined,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<object | string> {
      const ask = readAsk(table, given, accept);
      if (!('order' in ask)) throw invalidRequest(ask);
      const answer = await this.queries.execute(new AskTableQuery(table, ask));
      void reply.headers(headersOf(given, answer));
      if (ask.format === 'json') return jsonAnswer(table, answer);
      void reply.headers({
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': `attachment; filename="${path}.csv"`,
      });
      return csvAnswer(answer);
    }
  }
  // Routes are told apart by the names of their controllers, in logs and in the interface's description.
  const name = path.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
  Object.defineProperty(TableController, 'name', { value: `${name}Controller` });
  return TableController;
};
