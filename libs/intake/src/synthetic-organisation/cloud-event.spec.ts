import { translateStructured } from '../cloud-events';
import { arrivalsOf } from './arrivals';
import { cloudEventOf } from './cloud-event';

describe('cloudEventOf', () => {
  it('publishes every event but the process definition, and intake reads back the very same event', () => {
    const withheld = new Set<string>();
    for (const arrival of arrivalsOf({ seed: 12, deals: 30 })) {
      const published = cloudEventOf(arrival);
      if (published === null) {
        withheld.add(arrival.stream);
        continue;
      }
      const [item] = translateStructured(Buffer.from(JSON.stringify(published)));
      expect(item).toMatchObject({ kind: 'facts', writes: [{ stream: arrival.stream, events: [arrival.event] }] });
    }
    expect([...withheld]).toEqual(['process-crm:field-sales']);
  });
});
