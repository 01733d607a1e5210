import {
  type AppendOutcome,
  type EventStore,
  identify,
  InMemoryEventStore,
  type JsonObject,
  type StreamWrite,
} from '@gemba/event-sourcing';
import { handoverDecider, type HandoverCommand } from '@gemba/sales-process';
import { decideOnStream, type Origin } from './decide-on-stream';

const ORIGIN: Origin = { commandId: 'c-1', occurredAt: '2026-09-02T10:00:00.000000Z', actorId: 'ann' };
const clock = (): string => ORIGIN.occurredAt;
const STREAM = 'handover-crm:7';

const SUBMIT: HandoverCommand = {
  type: 'SubmitHandover',
  handoverId: 'crm:7',
  dealId: 'crm:1',
  submissionNo: 1,
  fromTeam: 'sales',
  toTeam: 'desk',
  items: [{ key: 'account', required: true, applicable: true, valid: true, value: 'A-1' }],
};
const ACCEPT: HandoverCommand = { type: 'AcceptHandover', handoverId: 'crm:7', submissionNo: 1, byTeam: 'desk' };
const WITHDRAW: HandoverCommand = { type: 'WithdrawHandover', handoverId: 'crm:7', submissionNo: 1, byTeam: 'sales' };

const ask = (store: EventStore, command: HandoverCommand, commandId = 'c-1') =>
  decideOnStream(
    store,
    { stream: STREAM, ...handoverDecider, decide: (state) => handoverDecider.decide(command, state) },
    { ...ORIGIN, commandId },
  );

/** A store in which somebody else's write always comes first, so many times. */
class ContendedStore extends InMemoryEventStore {
  private rivals: (() => Promise<unknown>)[] = [];

  constructor() {
    super(clock);
  }

  contend(rival: () => Promise<unknown>, times: number): void {
    this.rivals = Array.from({ length: times }, () => rival);
  }

  override async append(writes: readonly StreamWrite[]): Promise<AppendOutcome[]> {
    await this.rivals.shift()?.();
    return super.append(writes);
  }
}

describe('deciding on a stream', () => {
  it('records what was decided, under ids that derive from the command', async () => {
    const store = new InMemoryEventStore(clock);
    const answer = await ask(store, SUBMIT);
    expect(answer).toMatchObject({ accepted: true, version: 0 });
    const [event] = await store.readStream(STREAM);
    expect(event).toMatchObject({
      type: 'HandoverSubmitted',
      metadata: { source: 'gemba', sourceEventId: 'c-1/0', actorId: 'ann', schemaVersion: 1 },
    });
  });

  it('writes nothing the second time', async () => {
    const store = new InMemoryEventStore(clock);
    await ask(store, SUBMIT);
    expect(await ask(store, SUBMIT)).toEqual({ accepted: true, events: [], version: 0 });
    expect(await ask(store, SUBMIT, 'c-2')).toEqual({ accepted: true, events: [], version: 0 });
    expect(await store.readStream(STREAM)).toHaveLength(1);
  });

  it('passes a refusal on and writes nothing', async () => {
    const store = new InMemoryEventStore(clock);
    expect(await ask(store, ACCEPT)).toMatchObject({ accepted: false, refusal: { code: 'submission-unknown' } });
    expect(await store.readStream(STREAM)).toEqual([]);
  });

  it('decides anew on what somebody else recorded meanwhile', async () => {
    const store = new ContendedStore();
    await ask(store, SUBMIT);
    store.contend(() => ask(store, WITHDRAW, 'rival'), 1);
    expect(await ask(store, ACCEPT, 'c-2')).toMatchObject({ accepted: false, refusal: { code: 'already-withdrawn' } });
    expect((await store.readStream(STREAM)).map(({ type }) => type)).toEqual([
      'HandoverSubmitted',
      'HandoverWithdrawn',
    ]);
  });

  describe('whose past was corrected by its source', () => {
    const published = { handoverId: 'crm:7', dealId: 'crm:1', submissionNo: 1, fromTeam: 'sales', toTeam: 'desk' };
    const item = { key: 'account', required: true, applicable: true, valid: true };
    const told = (type: string, data: JsonObject) =>
      identify(
        { type, data },
        { schemaVersion: 1, occurredAt: ORIGIN.occurredAt, source: 'crm', sourceEventId: `${type} 1` },
      );
    const submitted = told('HandoverSubmitted', { ...published, items: [{ ...item, value: 'A-1' }] });

    const storeWith = async (replacement: JsonObject | null) => {
      const store = new InMemoryEventStore(clock);
      const correction = { correctsEventId: submitted.eventId, mappingVersion: 2, replacement, reason: 'wrong field' };
      const events = [submitted, told('DealEventCorrected', correction)];
      await store.append([{ stream: STREAM, expected: 'any', events }]);
      return store;
    };

    it('judges by what holds: an item that never was there cannot be accepted', async () => {
      const store = await storeWith({ type: 'HandoverSubmitted', data: { ...published, items: [item] } });
      expect(await ask(store, ACCEPT, 'c-2')).toMatchObject({ accepted: false, refusal: { code: 'incomplete' } });
    });

    it('knows no submission that never happened, and takes the true one under its number', async () => {
      const store = await storeWith(null);
      expect(await ask(store, ACCEPT, 'c-2')).toMatchObject({ refusal: { code: 'submission-unknown' } });
      expect(await ask(store, SUBMIT, 'c-3')).toMatchObject({ accepted: true, version: 2 });
      expect(await ask(store, ACCEPT, 'c-4')).toMatchObject({ accepted: true, version: 3 });
    });
  });

  it('gives up after a while when others always come first', async () => {
    const store = new ContendedStore();
    await ask(store, SUBMIT);
    let rival = 0;
    store.contend(() => {
      const id = `${rival++}`;
      const data = { handoverId: 'crm:7', key: 'account' };
      const metadata = { schemaVersion: 1, occurredAt: ORIGIN.occurredAt, source: 'crm', sourceEventId: id };
      const event = { eventId: `00000000-0000-5000-8000-00000000000${id}`, digest: 'a'.repeat(64) };
      return InMemoryEventStore.prototype.append.call(store, [
        { stream: STREAM, expected: 'any', events: [{ ...event, type: 'InformationChased', data, metadata }] },
      ]);
    }, 8);
    await expect(ask(store, ACCEPT, 'c-2')).rejects.toMatchObject({ status: 409, code: 'contended' });
  });

  it('refuses a command id that another command used', async () => {
    const store = new InMemoryEventStore(clock);
    await ask(store, SUBMIT);
    await expect(ask(store, ACCEPT)).rejects.toMatchObject({ status: 409, code: 'command-id-reused' });
  });
});
