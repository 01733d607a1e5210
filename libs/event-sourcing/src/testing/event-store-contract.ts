import { type EventStore } from '../event-store';
import { describeAppending } from './appending.contract';
import { describeNeighbours } from './neighbours.contract';
import { describeOnce } from './once.contract';
import { describePlaces } from './places.contract';
import { describeReading } from './reading.contract';
import { type ContractBench, type RecordUnderTest } from './record-under-test';
import { describeSubscribing } from './subscribing.contract';

/** Everything the port promises, for any adapter, without options. */
export const describeEventStoreContract = (name: string, makeRecord: () => Promise<RecordUnderTest>): void => {
  describe(`the event store contract on ${name}`, () => {
    const records: RecordUnderTest[] = [];
    const stores: EventStore[] = [];
    let streams = 0;

    beforeAll(async () => {
      records.push(await makeRecord(), await makeRecord());
      const [record, another] = records as [RecordUnderTest, RecordUnderTest];
      stores.push(await record.open(), await record.open(), await another.open(), await record.open());
    });

    afterAll(async () => {
      await Promise.all(stores.map((store) => store.close()));
      await Promise.all(records.map((record) => record.drop()));
    });

    const bench: ContractBench = {
      get store() {
        return stores[0]!;
      },
      get other() {
        return stores[1]!;
      },
      get elsewhere() {
        return stores[2]!;
      },
      get closable() {
        return stores[3]!;
      },
      freshStream: () => `deal-contract:${++streams}`,
    };
    describeAppending(bench);
    describeOnce(bench);
    describeNeighbours(bench);
    describeReading(bench);
    describePlaces(bench);
    describeSubscribing(bench);
  });
};
