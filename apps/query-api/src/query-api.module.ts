import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Snapshots } from './answer/snapshots';
import { DealController } from './deals/deal.controller';
import { GetDealHandler } from './deals/get-deal.query';
import { FreshnessController } from './freshness/freshness.controller';
import { FreshnessHandler } from './freshness/freshness.query';
import { RecordHead } from './freshness/record-head';
import { JourneyLinks } from './journeys/journey-links';
import { JourneyLinksController } from './journeys/journey-links.controller';
import { PublicJourneysController } from './journeys/public-journeys.controller';
import { ReadPublicJourneyHandler } from './journeys/read-public-journey.query';
import { DiffProcessHandler } from './processes/diff-process.query';
import { ProcessesController } from './processes/processes.controller';
import { PublishedTables } from './published-tables';
import { ReplayController } from './replay/replay.controller';
import { ReplayDealHandler } from './replay/replay-deal.query';
import { DurationsThread } from './stage-durations/durations-thread';
import { StageDurationsController } from './stage-durations/stage-durations.controller';
import { StageDurationsHandler } from './stage-durations/stage-durations.query';
import { AskTableHandler } from './tables/ask-table.query';
import { ASKED_TABLES } from './tables/asked-tables';
import { tableController } from './tables/table.controller';
import { VerificationController } from './verification/verification.controller';
import { VerificationLines } from './verification/verification-lines';

/** Questions about the tables and the record. Needs the platform's pool and the event store. */
@Module({
  imports: [CqrsModule],
  controllers: [
    ...ASKED_TABLES.map(tableController),
    DealController,
    ReplayController,
    StageDurationsController,
    FreshnessController,
    ProcessesController,
    VerificationController,
    JourneyLinksController,
    PublicJourneysController,
  ],
  providers: [
    Snapshots,
    PublishedTables,
    AskTableHandler,
    GetDealHandler,
    ReplayDealHandler,
    StageDurationsHandler,
    DurationsThread,
    FreshnessHandler,
    RecordHead,
    DiffProcessHandler,
    VerificationLines,
    JourneyLinks,
    ReadPublicJourneyHandler,
  ],
})
export class QueryApiModule {}
