import { readFileSync } from 'node:fs';
import { eventsOf, importAll, mappingOf } from '../testing/import-text';
import { SHIPPED_MAPPINGS } from '.';

const files = { 'sales_teams.csv': 'sales_agent,manager,regional_office\nann,bob,North\n' };

const shipped = (name: keyof typeof SHIPPED_MAPPINGS) => mappingOf(readFileSync(SHIPPED_MAPPINGS[name], 'utf8'), files);

describe('the shipped mappings', () => {
  it.each(Object.keys(SHIPPED_MAPPINGS) as (keyof typeof SHIPPED_MAPPINGS)[])('%s is without fault', (name) => {
    expect(() => shipped(name)).not.toThrow();
  });

  it('read any log as activities of deals, also one without names, times or resources', async () => {
    const log = '<log><trace><event><string key="x" value="1"/></event><event/></trace></log>';
    const { items } = await importAll(log, shipped('generic-xes'));
    expect(
      eventsOf(items).map(({ type, stream, data, metadata }) => [
        type,
        stream,
        data['activity'],
        metadata.timePrecision,
      ]),
    ).toEqual([
      ['ActivityRecorded', 'deal-xes:trace 1', 'unnamed activity', 'unknown'],
      ['DealOpened', 'deal-xes:trace 1', undefined, 'unknown'],
      ['ActivityRecorded', 'deal-xes:trace 1', 'unnamed activity', 'unknown'],
    ]);
  });
});
