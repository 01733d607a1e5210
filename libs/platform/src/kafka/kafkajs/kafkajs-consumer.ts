import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Kafka } from 'kafkajs';
import { BackOff } from '../back-off';
import type { ConsumerPlan, ConsumerState, MessageConsumer, PartitionLag } from '../message-broker';
import { ConsumerSession } from './consumer-session';
import { GroupLag } from './group-lag';
import type { Patience } from './patience';

const REBUILD = { firstMs: 1_000, maxMs: 10_000 };
/** Who lived that long did not die of what its predecessor died of. */
const STEADY_MS = 60_000;

const NOBODY: ReadonlyMap<number, string> = new Map();

const logger = new Logger('KafkaConsumer');

/** A consumer that lives until it is stopped: sessions that die are followed by new ones, each with a client of its own. */
export class KafkajsConsumer implements MessageConsumer {
  rebuilds = 0;
  missedMessages = 0;
  private session: ConsumerSession | null = null;
  private lastEnd: string | null = null;
  private readonly stopping = new AbortController();
  private readonly life: Promise<void>;
  private readonly groupLag: GroupLag;

  constructor(
    private readonly newClient: () => Kafka,
    private readonly plan: ConsumerPlan,
    private readonly patience: Patience,
  ) {
    this.groupLag = new GroupLag(newClient, plan);
    this.life = this.live();
  }

  get state(): ConsumerState {
    if (this.stopping.signal.aborted) return { status: 'stopped' };
    const partitions = this.session?.partitions ?? null;
    if (partitions !== null) return { status: 'consuming', partitions };
    return this.lastEnd === null ? { status: 'joining' } : { status: 'rebuilding', reason: this.lastEnd };
  }

  get heldBack(): ReadonlyMap<number, string> {
    return this.session?.held.reasons ?? NOBODY;
  }

  async lag(): Promise<PartitionLag[]> {
    const { state } = this;
    return state.status === 'consuming' ? this.groupLag.of(state.partitions) : [];
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.session?.stop();
    await this.life;
    await this.groupLag.close();
  }

  private newSession(): ConsumerSession {
    return new ConsumerSession({
      ...{ client: this.newClient(), plan: this.plan, patience: this.patience },
      places: () => this.groupLag.places(),
      onMissed: (messages) => (this.missedMessages += messages),
    });
  }

  private async live(): Promise<void> {
    const backOff = new BackOff(REBUILD);
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const bornAtMs = Date.now();
      this.session = this.newSession();
      this.lastEnd = (await this.session.run()) ?? this.lastEnd;
      if (signal.aborted) return;
      if (Date.now() - bornAtMs > STEADY_MS) backOff.reset();
      const waitMs = backOff.next();
      this.rebuilds++;
      logger.error(`The consumer of ${this.plan.topic} died and is rebuilt in ${waitMs} ms: ${this.lastEnd}`);
      await delay(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
