import { WakeablePause } from './wakeable-pause';

const LONG_MS = 3_600_000;

describe('the pause of a loop', () => {
  it('ends by itself', async () => {
    await new WakeablePause().for(1);
  });

  it('ends when somebody has work', async () => {
    const pause = new WakeablePause();
    const ended = pause.for(LONG_MS);
    pause.wake();
    await ended;
  });

  it('does not begin when work came in since the loop looked', async () => {
    const pause = new WakeablePause();
    pause.heard();
    pause.wake();
    await pause.for(LONG_MS);
  });

  it('begins when all that came in came before the loop looked', async () => {
    const pause = new WakeablePause();
    pause.wake();
    pause.heard();
    let isOver = false;
    const ended = pause.for(LONG_MS).then(() => (isOver = true));
    await Promise.resolve();
    expect(isOver).toBe(false);
    pause.wake();
    await ended;
  });
});
