import { setMaxListeners } from 'node:events';
import { EventStoreDBClient } from '@eventstore/db-client';
import {
  type AppendReq,
  type AppendResp,
  type ReadReq,
  type ReadResp,
} from '@eventstore/db-client/generated/streams_pb';
import { EventStoreUnavailable } from '@gemba/event-sourcing';
import { faultKindOf, isRebuiltByDriver, NoAnswer } from '../driver-errors';
import { ClientParts, type ReadStream } from './client-parts';
import { whyNoConnectionString } from './connection-string';
import { Following } from './following';
import { backOffMs, rest } from './jitter';

const READS_MAX = 3;
const PAUSE_MS = 100;

/** A client and how many calls use it. */
interface Lease {
  readonly client: EventStoreDBClient;
  underWay: number;
  /** One that was not has no connection, and would look for one to end it. */
  wasUsed: boolean;
  isRetired: boolean;
}

/** The driver's own complaint would hold the password: it is not passed on. */
const clientOf = (connectionString: string): EventStoreDBClient => {
  const why = whyNoConnectionString(connectionString);
  if (why !== null) throw new Error(`The connection string of EventStoreDB cannot be used: ${why}.`);
  try {
    return EventStoreDBClient.connectionString(connectionString);
  } catch {
    throw new Error('The connection string of EventStoreDB cannot be used: check its port, options and files.');
  }
};

/** Calls to the server, over whichever client works at the time. Throws the driver's errors as they are. */
export class Connection {
  readonly #connectionString: string;
  readonly #deadlineMs: number;
  readonly #closing = new AbortController();
  #lease: Lease | undefined;

  /** `deadlineMs`: how long one call may take, and before it finding the server; what is followed may go on for ever. */
  constructor(connectionString: string, deadlineMs: number) {
    this.#connectionString = connectionString;
    this.#deadlineMs = deadlineMs;
    // Each call listens whether it is cut off.
    setMaxListeners(0, this.#closing.signal);
    // A connection string that is none is told at once.
    this.#lease = this.#open();
  }

  append(messages: Iterable<AppendReq>): Promise<AppendResp> {
    return this.#with((client) => ClientParts.append(client, messages, this.#deadlineMs));
  }

  /** All messages of a call that ends. A connection that breaks off, or another leader, is got over once or twice. */
  async read(request: ReadReq): Promise<ReadResp[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#with((client) => this.#readOnce(client, request));
      } catch (error) {
        if (attempt === READS_MAX || !isRebuiltByDriver(error)) throw error;
        await rest(backOffMs(attempt, PAUSE_MS, PAUSE_MS), this.#closing.signal);
      }
    }
  }

  /** A call that goes on until it is ended, or the signal aborts. */
  async follow(request: ReadReq, signal: AbortSignal): Promise<Following> {
    const lease = this.#take();
    const over = (error: unknown): void => {
      if (error !== undefined) this.#blame(lease, error);
      this.#giveBack(lease);
    };
    try {
      const opening = ClientParts.read(lease.client, request, null);
      const call = await this.#inTime(opening, signal).catch((error: unknown) => {
        const cancel = (late: ReadStream): void => late.on('error', () => undefined).cancel();
        opening.then(cancel, () => undefined);
        throw error;
      });
      return new Following(call, signal, over);
    } catch (error) {
      over(signal.aborted ? undefined : error);
      throw error;
    }
  }

  /** Cuts off what is under way. */
  async close(): Promise<void> {
    this.#closing.abort();
    const lease = this.#lease;
    this.#lease = undefined;
    if (lease?.wasUsed) await ClientParts.end(lease.client);
  }

  async #readOnce(client: EventStoreDBClient, request: ReadReq): Promise<ReadResp[]> {
    const messages: ReadResp[] = [];
    const call = await ClientParts.read(client, request, this.#deadlineMs);
    for await (const message of call as AsyncIterable<ReadResp>) messages.push(message);
    return messages;
  }

  async #with<T>(call: (client: EventStoreDBClient) => Promise<T>): Promise<T> {
    const lease = this.#take();
    try {
      return await this.#inTime(call(lease.client));
    } catch (error) {
      this.#blame(lease, error);
      throw error;
    } finally {
      this.#giveBack(lease);
    }
  }

  /** The driver's deadline begins when the server was found, which can take it minutes. */
  #inTime<T>(answer: Promise<T>, ...signals: readonly AbortSignal[]): Promise<T> {
    const limits = [this.#closing.signal, ...signals];
    return new Promise((resolve, reject) => {
      const late = (): void => reject(new NoAnswer('The server gave no answer in time.'));
      const timer = setTimeout(late, 2 * this.#deadlineMs);
      for (const signal of limits) signal.addEventListener('abort', late);
      if (limits.some(({ aborted }) => aborted)) late();
      answer.then(resolve, reject).finally(() => {
        clearTimeout(timer);
        for (const signal of limits) signal.removeEventListener('abort', late);
      });
    });
  }

  #open(): Lease {
    return { client: clientOf(this.#connectionString), underWay: 0, wasUsed: false, isRetired: false };
  }

  #take(): Lease {
    if (this.#closing.signal.aborted) throw new EventStoreUnavailable('The event store is closed.');
    const lease = (this.#lease ??= this.#open());
    lease.underWay++;
    lease.wasUsed = true;
    return lease;
  }

  /** A client whose connection may be dead gets no new calls; those under way may still end well. */
  #blame(lease: Lease, error: unknown): void {
    if (faultKindOf(error) !== 'unavailable' || isRebuiltByDriver(error)) return;
    lease.isRetired = true;
    if (this.#lease === lease) this.#lease = undefined;
  }

  #giveBack(lease: Lease): void {
    lease.underWay--;
    if (lease.isRetired && lease.underWay === 0) void ClientParts.end(lease.client);
  }
}
