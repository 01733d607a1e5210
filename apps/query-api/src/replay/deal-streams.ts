import { streamName } from '@gemba/sales-process/sales.events';
import { type PoolClient } from 'pg';

export interface DealStreams {
  /** Streams that may belong to the deal, its own among them. */
  readonly candidates: readonly string[];
  /** Streams of processes, calendars and teams. */
  readonly reference: readonly string[];
  /** The position of the record up to which that is known. */
  readonly knownUpTo: bigint;
}

/**
 * The names of the streams to read for a deal: by what is known today, all streams of all deals merged with it. A link
 * that was once there and has been corrected away since is not found here; `gemba rebuild --as-of` goes that far.
 */
export const findDealStreams = async (client: PoolClient, dealId: string): Promise<DealStreams> => {
  const { rows: members } = await client.query<{ name: string }>(
    `select distinct s.name
     from projection.deal_root mine
     join projection.deal_root r on r.root_id = mine.root_id
     join projection.stream_deal d on d.deal_id = r.deal_id
     join projection.stream s on s.stream_key = d.stream_key
     where mine.deal_id = $1`,
    [dealId],
  );
  const { rows: reference } = await client.query<{ name: string }>(
    'select name from projection.stream where is_reference order by stream_key',
  );
  const { rows: checkpoints } = await client.query<{ position: string }>(
    'select position::text from projection.checkpoint',
  );
  const candidates = new Set([streamName('deal', dealId), ...members.map(({ name }) => name)]);
  return {
    candidates: [...candidates].sort(),
    reference: reference.map(({ name }) => name),
    knownUpTo: BigInt(checkpoints[0]!.position),
  };
};
