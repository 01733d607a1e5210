import { unreadEvents } from './unread-events';

describe('events that a reader has not read', () => {
  it('are counted where positions have no gaps', () => {
    expect(unreadEvents(110n, { position: 100n, events: 100 })).toBe(10);
    expect(unreadEvents(7n, { position: 0n, events: 0 })).toBe(7);
    expect(unreadEvents(3_000_000_007n, { position: 3_000_000_000n, events: 3_000_000_000 })).toBe(7);
  });

  it('are none at the end, and at the end of a moment ago', () => {
    expect(unreadEvents(100n, { position: 100n, events: 100 })).toBe(0);
    expect(unreadEvents(99n, { position: 100n, events: 100 })).toBe(0);
  });

  it('are estimated where positions have gaps, and never none before the end', () => {
    expect(unreadEvents(2_000n, { position: 1_000n, events: 5 })).toBe(5);
    expect(unreadEvents(1_001n, { position: 1_000n, events: 5 })).toBe(1);
  });
});
