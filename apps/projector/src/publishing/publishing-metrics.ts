import { type GembaMetrics } from '@gemba/platform';
import { Counter, Gauge } from 'prom-client';
import { type Feed } from './feed';
import { type FeedState } from './feed-publisher';

/** What is asked of a feed at each scrape. */
interface Measured {
  readonly feed: Pick<Feed, 'name' | 'behind'>;
  readonly state: FeedState;
}

/** Registers what goes out; the answer counts messages. */
export const countPublished = ({ registry }: GembaMetrics): ((feed: Feed['name'], messages: number) => void) => {
  const published = new Counter({
    name: 'gemba_published_total',
    help: 'Messages that the broker has taken from this process, repeats among them',
    labelNames: ['feed'] as const,
    registers: [registry],
  });
  return (feed, messages) => published.inc({ feed }, messages);
};

/** Registers how far the feeds are behind, wherever they are published, and whether they are blocked here. */
export const observeFeeds = ({ registry }: GembaMetrics, feeds: readonly Measured[], nowMs: () => number): void => {
  const observe = (name: string, help: string, read: (feed: Measured) => Promise<number> | number): void => {
    new Gauge({
      name,
      help,
      labelNames: ['feed'] as const,
      registers: [registry],
      async collect() {
        for (const publisher of feeds) {
          const { name: feed } = publisher.feed;
          try {
            this.set({ feed }, await read(publisher));
          } catch {
            this.remove({ feed });
          }
        }
      },
    });
  };
  observe(
    'gemba_publication_lag_positions',
    'Places of the record, or the journal, that did not go out yet',
    async ({ feed }) => (await feed.behind()).positions,
  );
  observe(
    'gemba_publication_lag_seconds',
    'Seconds for which the oldest that did not go out yet waits',
    async ({ feed }) => {
      const { since } = await feed.behind();
      return since === null ? 0 : Math.max(0, (nowMs() - Date.parse(since)) / 1_000);
    },
  );
  observe('gemba_publication_blocked', '1 while something cannot go out until somebody does something', ({ state }) =>
    ['blocked', 'refusing'].includes(state.doing) ? 1 : 0,
  );
};
