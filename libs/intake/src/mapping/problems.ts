import { fault, type IntakeFault, quoted } from '../envelope/fault-codes';

/** Gathers what is wrong with a mapping file, so that its author sees everything at once. */
export class Problems {
  readonly faults: IntakeFault[] = [];

  /** `says`: what is wrong with the value, and what to write instead. */
  add(path: string, value: unknown, says: string): void {
    this.faults.push(fault('invalid', path, `${path} is ${quoted(value)}: ${says}.`));
  }
}
