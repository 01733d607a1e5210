import { type EventStore, type Position, type RecordedEvent } from '@gemba/event-sourcing';
import { EVENT_STORE } from '@gemba/platform';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Snapshots } from '../answer/snapshots';
import { unknownDeal, unknownThen } from '../deals/unknown-deal';
import { findDealStreams } from './deal-streams';
import { knownDeal } from './known-streams';
import { replay } from './replay';
import { type ReplayAnswer } from './replay.dto';
import { type ReplayParameters } from './replay.parameters';

/** What happened to this deal, who knew it when, and where did it stand at each point? */
export class ReplayDealQuery extends Query<ReplayAnswer> {
  constructor(
    readonly dealId: string,
    readonly parameters: ReplayParameters,
  ) {
    super();
  }
}

/** Reads the record, not a table: only which streams to read comes from the projection. */
@QueryHandler(ReplayDealQuery)
export class ReplayDealHandler implements IQueryHandler<ReplayDealQuery> {
  constructor(
    @Inject(Snapshots) private readonly snapshots: Snapshots,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  async execute({ dealId, parameters }: ReplayDealQuery): Promise<ReplayAnswer> {
    const { asOf = null, asAt = null, after, limit } = parameters;
    // Resolved before anything is read, so that what is recorded meanwhile belongs to the next question.
    const upTo = parameters.upTo === undefined ? await this.positionOf(asOf) : BigInt(parameters.upTo);
    const streams = await this.snapshots.read((client) => findDealStreams(client, dealId));
    const candidates = new Map<string, RecordedEvent[]>();
    for (const stream of streams.candidates) candidates.set(stream, await this.store.readStream(stream));
    const reference: RecordedEvent[] = [];
    for (const stream of streams.reference) reference.push(...(await this.store.readStream(stream)));
    const answer = await replay({
      ...{ dealId, candidates, reference, upTo, linkedUpTo: streams.knownUpTo },
      ...{ asOf, asAt, after, limit },
    });
    if (answer !== null) return answer;
    const later = knownDeal(dealId, candidates).streams;
    throw later.size === 0 ? unknownDeal(dealId) : unknownThen(dealId, [...later.values()].flat());
  }

  private async positionOf(asOf: string | null): Promise<Position> {
    return asOf === null ? (await this.store.head()).position : this.store.positionAt(asOf);
  }
}
