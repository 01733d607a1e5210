import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Decisions } from './commands/decisions';
import { BoundaryChecklist } from './commands/handover/boundary-checklist';
import { DecideHandoverHandler } from './commands/handover/decide-handover';
import { HandoverController } from './commands/handover/handover.controller';
import { DecideProcessHandler } from './commands/process/decide-process';
import { ProcessController } from './commands/process/process.controller';
import { AnswerStream } from './events/answer-stream';
import { EventsController } from './events/events.controller';
import { Imports } from './imports/imports';
import { ImportsController } from './imports/imports.controller';
import { KafkaIntake } from './kafka-intake/kafka-intake';
import { Quarantine } from './quarantine/quarantine';
import { QuarantineController } from './quarantine/quarantine.controller';
import { ReleaseEntry } from './quarantine/release-entry';
import { Recording } from './recording/recording';

/** Everything that enters the record. Stands on `PlatformModule`. */
@Module({
  imports: [CqrsModule],
  controllers: [EventsController, ImportsController, QuarantineController, HandoverController, ProcessController],
  providers: [
    Recording,
    AnswerStream,
    Imports,
    KafkaIntake,
    Quarantine,
    ReleaseEntry,
    Decisions,
    BoundaryChecklist,
    DecideHandoverHandler,
    DecideProcessHandler,
  ],
})
export class RecorderModule {}
