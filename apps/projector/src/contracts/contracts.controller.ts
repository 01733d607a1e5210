import { OpenToAll, Problem } from '@gemba/platform';
import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type AsyncApiDocument } from './asyncapi-document';
import { Contracts } from './contracts';
import { type PublishedSchema } from './published-schemas';

const SCHEMA_TYPE = 'application/schema+json';

/** What publishers and consumers of messages rely on. It names no deal: anybody may read it. */
@ApiTags('contracts')
@OpenToAll()
@Controller()
export class ContractsController {
  constructor(@Inject(Contracts) private readonly contracts: Contracts) {}

  @Get('asyncapi.json')
  @ApiOperation({ summary: 'Every message in and out, as an AsyncAPI 3 document' })
  @ApiOkResponse({ schema: { type: 'object' } })
  messages(): AsyncApiDocument {
    return this.contracts.messages;
  }

  @Get('schemas')
  @ApiOperation({ summary: 'Which schemas are there, in which versions?' })
  @ApiOkResponse({
    schema: { type: 'array', items: { type: 'string' }, example: ['/schemas/DealOpened/v1'] },
  })
  schemas(): readonly string[] {
    return [...this.contracts.schemas.keys()];
  }

  @Get('schemas/:name/:version')
  @Header('content-type', SCHEMA_TYPE)
  @ApiOperation({ summary: 'One JSON Schema: of an event’s data, a finding, an envelope or headers' })
  @ApiOkResponse({ content: { [SCHEMA_TYPE]: { schema: { type: 'object' } } } })
  @ApiNotFoundResponse({ description: 'There is no such schema; GET /schemas lists all' })
  schema(@Param('name') name: string, @Param('version') version: string): PublishedSchema['schema'] {
    const found = this.contracts.schemas.get(`/schemas/${name}/${version}`);
    if (found !== undefined) return found.schema;
    throw new Problem(404, 'schema-unknown', `There is no schema ${name} in a version ${version}.`, {
      field: 'name',
      remedy: 'GET /schemas lists all, such as /schemas/DealOpened/v1.',
    });
  }
}
