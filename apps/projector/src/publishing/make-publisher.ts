import { type EventStore } from '@gemba/event-sourcing';
import { BackOff, type KafkaConfig, type MessageBroker } from '@gemba/platform';
import { type Pool } from 'pg';
import { type ProjectorLog } from '../projector-control';
import { type Feed } from './feed';
import { FeedPublisher } from './feed-publisher';
import { FindingsFeed } from './findings-feed';
import { Publication } from './publication';
import { Publisher } from './publisher';
import { RecordedFeed } from './recorded-feed';

export interface PublishingOptions {
  readonly broker: Pick<MessageBroker, 'producer'>;
  readonly kafka: Pick<KafkaConfig, 'recordedTopic' | 'findingsTopic'>;
  readonly store: EventStore;
  /** Of the application's role. One of its connections holds the lock for as long as this process publishes or waits. */
  readonly pool: Pool;
  /** Schema of the tables, in which the places of the feeds are kept too. */
  readonly tables: string;
  readonly log: ProjectorLog;
  readonly onPublished: (feed: Feed['name'], messages: number) => void;
}

const BACK_OFF = { firstMs: 200, maxMs: 30_000 };

/** The parts that publish what is recorded and what is found. */
export const makePublisher = (options: PublishingOptions): Publisher => {
  const { broker, kafka, store, pool, tables, log, onPublished } = options;
  const feeds: readonly Feed[] = [
    new RecordedFeed(kafka.recordedTopic, store, new Publication(pool, tables, 'recorded')),
    new FindingsFeed(kafka.findingsTopic, pool, tables, new Publication(pool, tables, 'findings')),
  ];
  const publishers = feeds.map(
    (feed) =>
      new FeedPublisher(
        feed,
        () => broker.producer(),
        log,
        (messages) => onPublished(feed.name, messages),
        new BackOff(BACK_OFF),
      ),
  );
  return new Publisher(pool, tables, publishers, log);
};
