import { type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { createInterface } from 'node:readline';
import { type Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { CliFailure, EXIT } from '../failure/cli-failure';
import { failureOf } from './problem-failure';

/** A list stands for a parameter that comes several times. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query?: Query;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Readable | string;
}

/** Talks to a running Gemba over HTTP; every refusal becomes a `CliFailure`. */
export class GembaClient {
  constructor(
    readonly url: string,
    private readonly apiKey: string | undefined,
  ) {}

  async get<T>(path: string, query: Query = {}): Promise<T> {
    return JSON.parse(await this.textOf(await this.call({ method: 'GET', path, query }))) as T;
  }

  async getText(path: string): Promise<string> {
    return this.textOf(await this.call({ method: 'GET', path, headers: { accept: '*/*' } }));
  }

  /** Texts of an answer that comes in pages, one after the other, along the links (RFC 8288) that each gives. */
  async *pages(path: string, query: Query, mediaType: string): AsyncGenerator<string> {
    const headers = { accept: mediaType };
    let answer = await this.call({ method: 'GET', path, query, headers });
    for (;;) {
      yield await this.textOf(answer);
      const next = /<(\?[^>]*)>; rel="next"/.exec(String(answer.headers.link ?? ''))?.[1];
      if (next === undefined) return;
      answer = await this.call({ method: 'GET', path: `${path}${next}`, headers });
    }
  }

  async post<T>(path: string, body?: object): Promise<T> {
    const text = JSON.stringify(body ?? {});
    const headers = { 'content-type': 'application/json' };
    return JSON.parse(await this.textOf(await this.call({ method: 'POST', path, headers, body: text }))) as T;
  }

  /** Sends a stream and gives the lines of the answer while it is still being sent. */
  async *stream<Line>(path: string, body: Readable, mediaType: string, query: Query = {}): AsyncGenerator<Line> {
    const headers = { 'content-type': mediaType };
    const answer = await this.call({ method: 'POST', path, query, headers, body });
    try {
      for await (const line of createInterface({ input: answer, crlfDelay: Infinity })) {
        if (line !== '') yield JSON.parse(line) as Line;
      }
    } catch (error) {
      // Half a line is no fault of its own.
      if (answer.complete) throw error;
    }
    if (body.errored !== null) throw unreadable(body.errored);
    if (!answer.complete) throw brokenOff(this.url);
  }

  /** Resolves with the answer's head; a status from 400 on throws. */
  private async call({ method, path, query = {}, headers = {}, body }: Call): Promise<IncomingMessage> {
    const url = new URL(`${this.url}${path}`);
    for (const [name, value] of Object.entries(query)) {
      for (const each of [value ?? []].flat()) url.searchParams.append(name, String(each));
    }
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const authorization = this.apiKey === undefined ? {} : { authorization: `Bearer ${this.apiKey}` };
    const outgoing = send(url, { method, headers: { accept: 'application/json', ...authorization, ...headers } });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.once('response', resolve);
      // What cannot be read here ends the sending, too; that is not Gemba's doing.
      if (typeof body === 'object') body.once('error', (error) => reject(unreadable(error)));
      outgoing.once('error', (error) => reject(unreachable(this.url, error)));
    });
    // A refusal may come before all was sent: then the answer counts, not the broken sending.
    if (typeof body === 'string' || body === undefined) outgoing.end(body);
    else pipeline(body, outgoing).catch(() => undefined);
    const answer = await answered;
    const status = answer.statusCode ?? 0;
    if (status >= 400) throw failureOf(status, await this.textOf(answer));
    return answer;
  }

  private async textOf(answer: IncomingMessage): Promise<string> {
    try {
      return await text(answer);
    } catch {
      throw brokenOff(this.url);
    }
  }
}

const unreachable = (url: string, { message }: Error): CliFailure =>
  new CliFailure(
    EXIT.noInstance,
    `Nothing answers at ${url}: ${message}.`,
    'Start Gemba with `npm start`, or correct GEMBA_URL.',
  );

const unreadable = ({ message }: Error): CliFailure =>
  new CliFailure(
    EXIT.usage,
    `What is to be sent cannot be read: ${message}.`,
    'Make it readable and run the same command again: what was recorded already is not recorded twice.',
    'file',
  );

const brokenOff = (url: string): CliFailure =>
  new CliFailure(
    EXIT.unavailable,
    `The answer of ${url} broke off.`,
    'Run the same command again: what was recorded already is not recorded twice.',
  );
