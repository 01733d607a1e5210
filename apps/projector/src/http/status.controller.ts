import { RequiresScope } from '@gemba/platform';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ProjectorThread } from '../thread/projector-thread';
import { ProjectorStatusAnswer } from './status.dto';

@ApiTags('operations')
@RequiresScope('read')
@Controller('v1/status')
export class StatusController {
  constructor(@Inject(ProjectorThread) private readonly projector: ProjectorThread) {}

  @Get()
  @ApiOperation({ summary: 'What is the projector at, and how far has each table come?' })
  @ApiOkResponse({ type: ProjectorStatusAnswer })
  status(): Promise<ProjectorStatusAnswer> {
    return this.projector.status();
  }
}
