import { randomUUID } from 'node:crypto';
import { type Pool } from 'pg';
import { type ProjectorLog } from '../projector-control';
import { type ProjectorActivity } from '../status/projector-activity';
import { WakeablePause } from '../wakeable-pause';
import { endZombies } from './end-zombies';
import { Holdings } from './holdings';
import { type Lease, REBUILD } from './lease';
import { Members } from './members';
import { Round, type RoundOutcome } from './round';
import { Seat } from './seat';
import { channelOf, type Signal, signalOf, Signals } from './signals';

export interface KeeperOptions {
  readonly pool: Pool;
  readonly tables: string;
  /** Of this process, for people. */
  readonly name: string;
  readonly leaseSeconds: number;
  readonly activity: () => ProjectorActivity;
  /** Another process told something. */
  readonly onSignal: (signal: Signal) => void;
  /** Of the tables, each time it was looked at. */
  readonly onGeneration: (generation: number) => void;
  readonly log: ProjectorLog;
}

const RENEWALS_A_LEASE = 3;
/** When a lease that is wanted, or owed, is looked after again. */
const SOON_MS = 100;

/**
 * Keeps this process among those that share the work: it renews, takes its part of what is free or was held by the dead,
 * and gives up what is more than its part.
 */
export class LeaseKeeper {
  readonly id = randomUUID();
  readonly holdings = new Holdings();
  private readonly signals: Signals;
  private readonly seat: Seat;
  private readonly rounds: Round;
  private takesPart = false;
  private wantsRebuild = false;
  private onWaiting: () => void = () => undefined;
  private hasCompany = false;
  private readonly ending = new AbortController();
  private isFailing = false;
  private readonly pause = new WakeablePause();
  private running: Promise<void> | undefined;
  private lastRebuild: Promise<unknown> = Promise.resolve();
  private burial: Promise<void> | undefined;

  constructor(private readonly options: KeeperOptions) {
    const { pool, tables, leaseSeconds } = options;
    const members = new Members(tables, leaseSeconds);
    this.signals = new Signals(pool, tables, this.id);
    this.seat = new Seat(
      pool,
      members,
      channelOf(tables),
      (payload) => this.told(payload),
      () => this.wake(),
    );
    this.rounds = new Round(tables, members, (leases) => this.holdings.remove(leases));
  }

  /** Aborts when this process gives everything up. */
  get ended(): AbortSignal {
    return this.ending.signal;
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Gives everything up. Call it when no transaction is under way any more. */
  async stop(): Promise<void> {
    this.ending.abort();
    this.wake();
    await this.running;
    await this.burial;
    this.seat.leave();
  }

  /** Whether this process takes its part of the work. What it holds when it no longer does goes to the others. */
  takePart(takesPart: boolean): void {
    if (this.takesPart === takesPart) return;
    this.takesPart = takesPart;
    this.wake();
  }

  /** Tells the others, where there are any. */
  tell(signal: Signal): void {
    if (this.hasCompany) this.signals.tell(signal);
  }

  /** A transaction was refused: others hold these by now. */
  lost(leases: readonly Lease[]): void {
    this.holdings.remove(leases);
    this.wake();
  }

  /** Looks at once at what there is to do. */
  wake(): void {
    this.pause.wake();
  }

  /**
   * Does something that one process at a time may do. Waits for its turn, and tells `onWaiting` when it has to; undefined
   * when the signal aborts meanwhile.
   */
  whileRebuilding<T>(
    signal: AbortSignal,
    work: (lease: Lease) => Promise<T>,
    onWaiting: () => void = () => undefined,
  ): Promise<T | undefined> {
    const turn = this.lastRebuild.then(async () => {
      this.wantsRebuild = true;
      this.onWaiting = onWaiting;
      this.wake();
      try {
        const lease = await this.holdings.untilHeld(REBUILD, signal);
        return lease === undefined ? undefined : await work(lease);
      } finally {
        this.wantsRebuild = false;
        this.onWaiting = () => undefined;
        this.wake();
      }
    });
    this.lastRebuild = turn.catch(() => undefined);
    return turn;
  }

  private async run(): Promise<void> {
    while (!this.ending.signal.aborted) await this.pause.for(await this.look());
    await this.leave();
  }

  /** Gives in how many milliseconds it is worth looking again. */
  private async look(): Promise<number> {
    this.pause.heard();
    const renewalMs = (this.options.leaseSeconds * 1_000) / RENEWALS_A_LEASE;
    // A rebuild wished for during the round is the next one's: this one cannot tell whether it has to wait.
    const { wantsRebuild } = this;
    try {
      const outcome = await this.round(this.takesPart, wantsRebuild);
      const { held, owed } = outcome;
      this.isFailing = false;
      this.follow(outcome);
      const isWaiting = wantsRebuild && !held.some(({ name }) => name === REBUILD);
      if (isWaiting) this.onWaiting();
      return isWaiting || owed.length > 0 ? SOON_MS : renewalMs;
    } catch (error) {
      if (!this.isFailing)
        this.options.log.warn(`The leases of this projector cannot be renewed: ${(error as Error).message}`);
      this.isFailing = true;
      this.seat.leave();
      return Math.min(renewalMs, 1_000);
    }
  }

  private async round(takesPart: boolean, wantsRebuild: boolean): Promise<RoundOutcome> {
    const { name, leaseSeconds, activity } = this.options;
    const { id, client } = await this.seat.take();
    // A connection that no longer answers would keep us out for as long as it takes the network to notice.
    const giveUp = setTimeout(() => this.seat.leave(), leaseSeconds * 1_000);
    try {
      return await this.rounds.run(client, id, { id: this.id, name, takesPart, ...activity() }, wantsRebuild);
    } finally {
      clearTimeout(giveUp);
    }
  }

  private follow({ held, hasMoved, hasCompany, zombies, generation }: RoundOutcome): void {
    this.hasCompany = hasCompany;
    this.holdings.set(held);
    if (hasMoved) this.tell('leases');
    if (zombies.length > 0) this.burial ??= this.bury(zombies).finally(() => (this.burial = undefined));
    this.options.onGeneration(generation);
  }

  private async bury(zombies: readonly string[]): Promise<void> {
    const { pool, tables, log } = this.options;
    log.warn(`Ending transactions that ${zombies.length} projector(s) left open when they stopped.`);
    try {
      await endZombies(pool, tables, zombies);
      this.wake();
    } catch (error) {
      log.error('Transactions that a dead projector left open could not be ended.', error as Error);
    }
  }

  private async leave(): Promise<void> {
    this.holdings.set([]);
    try {
      const { hasCompany } = await this.round(false, false);
      const { client } = await this.seat.take();
      await this.rounds.forget(client, this.id);
      if (hasCompany) await this.signals.tellNow('leases');
    } catch {
      // Others find out when our lease ends.
    }
  }

  private told(payload: string): void {
    const signal = signalOf(payload, this.id);
    if (signal === 'leases') this.wake();
    else if (signal !== null) this.options.onSignal(signal);
  }
}
