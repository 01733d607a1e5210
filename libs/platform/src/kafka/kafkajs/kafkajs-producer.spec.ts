import type { Kafka } from 'kafkajs';
import type { OutgoingMessage } from '../message';
import { KafkajsProducer } from './kafkajs-producer';

interface Sent {
  readonly producer: number;
  readonly texts: readonly string[];
}

const message = (text: string): OutgoingMessage => ({ key: Buffer.from('k'), value: Buffer.from(text), headers: [] });

/** A client whose producers count themselves; `fails` says which call of `send` does not succeed. */
const clientThat = (fails: (call: number) => Error | null) => {
  const sent: Sent[] = [];
  const disconnected: number[] = [];
  let producers = 0;
  let calls = 0;
  let underWay = 0;
  const producer = () => {
    const number = ++producers;
    return {
      connect: () => Promise.resolve(),
      disconnect: () => Promise.resolve(void disconnected.push(number)),
      send: async ({ messages }: { messages: readonly { value: Buffer }[] }) => {
        expect(++underWay).toBe(1);
        await new Promise(setImmediate);
        underWay--;
        const failure = fails(++calls);
        if (failure !== null) throw failure;
        sent.push({ producer: number, texts: messages.map(({ value }) => value.toString().slice(0, 8)) });
      },
    };
  };
  return { newClient: () => ({ producer }) as unknown as Kafka, sent, disconnected };
};

const failure = (type: string): Error => Object.assign(new Error(type), { type });

describe('the producer', () => {
  it('sends one call after the other, in their order', async () => {
    const { newClient, sent } = clientThat(() => null);
    const producer = new KafkajsProducer(newClient);
    await Promise.all(['a', 'b', 'c'].map((text) => producer.send('t', [message(text)])));
    expect(sent).toEqual(['a', 'b', 'c'].map((text) => ({ producer: 1, texts: [text] })));
  });

  it('goes on under a new id after a failure, so that no sequence number is used for two things', async () => {
    const { newClient, sent, disconnected } = clientThat((call) => (call === 2 ? failure('REQUEST_TIMED_OUT') : null));
    const producer = new KafkajsProducer(newClient);
    const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((text) => producer.send('t', [message(text)])));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { code: 'message-broker-unavailable' } });
    expect(sent).toEqual([
      { producer: 1, texts: ['a'] },
      { producer: 2, texts: ['c'] },
    ]);
    expect(disconnected).toEqual([1]);
  });

  it('cuts what it is given into batches that a topic takes', async () => {
    const { newClient, sent } = clientThat(() => null);
    const producer = new KafkajsProducer(newClient);
    await producer.send('t', [message('1'.repeat(400_000)), message('2'.repeat(400_000)), message('3')]);
    await producer.send(
      't',
      Array.from({ length: 501 }, () => message('x')),
    );
    expect(sent.map(({ texts }) => texts.length)).toEqual([1, 2, 500, 1]);
  });

  it.each([
    ['MESSAGE_TOO_LARGE', 'message-too-large'],
    ['UNKNOWN_TOPIC_OR_PARTITION', 'topic-missing'],
    ['NOT_ENOUGH_REPLICAS', 'message-broker-unavailable'],
  ])('says of %s that it is %s', async (type, code) => {
    const wrapped = new Error('gave up', { cause: failure(type) });
    const producer = new KafkajsProducer(clientThat(() => wrapped).newClient);
    await expect(producer.send('t', [message('a')])).rejects.toMatchObject({ code });
  });

  it('sends nothing after it was closed', async () => {
    const { newClient, sent } = clientThat(() => null);
    const producer = new KafkajsProducer(newClient);
    const before = producer.send('t', [message('a')]);
    await producer.close();
    await before;
    await expect(producer.send('t', [message('b')])).rejects.toMatchObject({ code: 'message-broker-unavailable' });
    expect(sent).toHaveLength(1);
  });
});
