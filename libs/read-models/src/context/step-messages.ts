import { type StepMessageVersioned } from '@gemba/sales-process/sales.events';

type Wording = Pick<StepMessageVersioned['data'], 'version' | 'text'>;

/** Collects the words for customers, in the order they were laid down. */
export class StepMessages {
  private readonly wordings = new Map<string, Map<string, Wording>>();

  /** The highest version holds; of two with one number the later. */
  add({ data: { processId, stepKey, version, text } }: StepMessageVersioned): void {
    let ofProcess = this.wordings.get(processId);
    if (ofProcess === undefined) this.wordings.set(processId, (ofProcess = new Map<string, Wording>()));
    const known = ofProcess.get(stepKey);
    if (known === undefined || version >= known.version) ofProcess.set(stepKey, { version, text });
  }

  latest(): ReadonlyMap<string, ReadonlyMap<string, string>> {
    return new Map(
      [...this.wordings].map(([processId, wordings]) => [
        processId,
        new Map([...wordings].map(([stepKey, { text }]) => [stepKey, text])),
      ]),
    );
  }
}
