import { whyNoConnectionString } from '@gemba/event-store-eventstoredb';
import { IsIn, ValidateBy, ValidateIf } from 'class-validator';
import { FromEnvironment } from '../configuration/variable';

const EVENT_STORES = ['postgres', 'eventstoredb'] as const;

const isConnectionString = (text: unknown): boolean => typeof text === 'string' && whyNoConnectionString(text) === null;

/** Where the record is kept. The tables are in PostgreSQL whichever it is. */
export class EventStoreConfig {
  @FromEnvironment('GEMBA_EVENT_STORE', {
    kind: 'text',
    meaning: 'Where the record is kept: in the PostgreSQL of the tables, or in EventStoreDB (KurrentDB).',
    expects: `one of ${EVENT_STORES.join(', ')}`,
  })
  @IsIn(EVENT_STORES)
  readonly kind: (typeof EVENT_STORES)[number] = 'postgres';

  @FromEnvironment('GEMBA_EVENTSTOREDB_URL', {
    kind: 'text',
    meaning: 'EventStoreDB 23.10 or later that keeps the record, as a user who may read $all and write.',
    expects:
      'a connection string such as esdb://user:password@host:2113?tls=true, needed with GEMBA_EVENT_STORE=eventstoredb',
    defaultMeaning: 'none',
    secret: true,
  })
  @ValidateIf(({ kind, eventStoreDbUrl }: EventStoreConfig) => kind === 'eventstoredb' || eventStoreDbUrl !== undefined)
  @ValidateBy({ name: 'isConnectionString', validator: { validate: isConnectionString } })
  readonly eventStoreDbUrl?: string;
}
