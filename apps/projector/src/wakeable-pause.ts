/** The pauses of a loop, which whoever has work for it ends early. Nothing said while it worked is missed. */
export class WakeablePause {
  private isWoken = false;
  private end: () => void = () => undefined;

  /** Ends the pause under way, or else the next one before it begins. */
  wake(): void {
    this.isWoken = true;
    this.end();
  }

  /** The loop looks at everything now: what it was woken for until here needs no other look. */
  heard(): void {
    this.isWoken = false;
  }

  /** One at a time. */
  for(ms: number): Promise<void> {
    if (this.isWoken) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.end(), ms);
      this.end = () => {
        clearTimeout(timer);
        this.end = () => undefined;
        resolve();
      };
    });
  }
}
