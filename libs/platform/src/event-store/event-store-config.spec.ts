import { ConfigurationFaults, readConfiguration } from '../configuration';

const URL = 'esdb://gemba:s3cret@esdb:2113?tls=true';

const faultsOf = (environment: Readonly<Record<string, string>>): readonly string[] => {
  try {
    readConfiguration(environment);
    return [];
  } catch (error) {
    return (error as ConfigurationFaults).faults;
  }
};

describe('where the record is kept', () => {
  it('is PostgreSQL by default', () => {
    expect(readConfiguration({}).eventStore).toEqual({ kind: 'postgres', eventStoreDbUrl: undefined });
  });

  it('is EventStoreDB where it is named', () => {
    const { eventStore } = readConfiguration({ GEMBA_EVENT_STORE: 'eventstoredb', GEMBA_EVENTSTOREDB_URL: URL });
    expect(eventStore).toEqual({ kind: 'eventstoredb', eventStoreDbUrl: URL });
  });

  it.each([
    [{ GEMBA_EVENT_STORE: 'mongodb' }, /^GEMBA_EVENT_STORE is "mongodb", which is not one of postgres, eventstoredb/],
    [{ GEMBA_EVENT_STORE: 'eventstoredb' }, /^GEMBA_EVENTSTOREDB_URL is not set, and has to be/],
    [{ GEMBA_EVENTSTOREDB_URL: 'esdb://gemba:s3cret@esdb?tsl=true' }, /^GEMBA_EVENTSTOREDB_URL has a value \(secret/],
  ])('is refused as %j', (environment, fault) => {
    const faults = faultsOf(environment);
    expect(faults).toEqual([expect.stringMatching(fault)]);
    expect(faults[0]).not.toContain('s3cret');
  });
});
