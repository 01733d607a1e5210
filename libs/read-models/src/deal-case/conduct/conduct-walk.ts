import { type HistoryEvent } from '../../history';
import { type AttemptsWalk } from '../attempts-walk';
import { type Conduct, type Contribution, type SkipRecord, type StepRecord, type Waiver } from './conduct';

type Told = (walk: ConductWalk, event: HistoryEvent, attempts: AttemptsWalk) => void;

const textIn = ({ data }: HistoryEvent, member: string): string | null => {
  const value = data[member];
  return typeof value === 'string' && value !== '' ? value : null;
};

const namesIn = (map: unknown): Readonly<Record<string, string>> => {
  const pairs = map !== null && typeof map === 'object' ? Object.entries(map) : [];
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
};

/** Follows how the deal is worked, after the attempts have followed the same event. */
export class ConductWalk implements Conduct {
  readonly steps: StepRecord[] = [];
  readonly skips: SkipRecord[] = [];
  readonly waivers: Waiver[] = [];
  readonly paperwork: Contribution[] = [];
  readonly people: Contribution[] = [];
  readonly stepMaps: Readonly<Record<string, string>>[] = [];
  private visits = 0;

  happened(event: HistoryEvent, attempts: AttemptsWalk): void {
    TOLD.get(event.type)?.(this, event, attempts);
    if (this.stepMaps.length < attempts.bindings.length - 1) this.stepMaps.push(namesIn(event.data['stepMap']));
    this.visits = attempts.current.visits.length;
  }

  /** A step is a move where it began a visit, or where work goes on after the order was won. */
  entered(event: HistoryEvent, attempts: AttemptsWalk): void {
    const stepKey = textIn(event, 'stepKey');
    if (stepKey === null) return;
    const isVisit = attempts.current.visits.length > this.visits;
    if (isVisit || this.goesOn(stepKey, attempts)) this.record(stepKey, 'entered', event, attempts);
  }

  completed(event: HistoryEvent, attempts: AttemptsWalk): void {
    const { no, ended, outcome } = attempts.current;
    const stepKey = textIn(event, 'stepKey');
    if (stepKey === null || (ended !== null && outcome !== 'won')) return;
    const isKnown = this.steps.some((step) => step.attempt === no && step.stepKey === stepKey);
    if (!isKnown) this.record(stepKey, 'completed', event, attempts);
  }

  private goesOn(stepKey: string, { current }: AttemptsWalk): boolean {
    const last = this.steps.at(-1);
    const isWhereItIs = last?.attempt === current.no && last.stepKey === stepKey;
    return current.ended !== null && current.outcome === 'won' && !isWhereItIs;
  }

  private record(stepKey: string, told: StepRecord['told'], event: HistoryEvent, attempts: AttemptsWalk): void {
    const { no, ended } = attempts.current;
    const bindingIndex = attempts.bindings.length - 1;
    this.steps.push({ stepKey, attempt: no, bindingIndex, told, isAfterWin: ended !== null, event });
  }
}

const contributed = (list: Contribution[], name: string | null, event: HistoryEvent): void => {
  if (name !== null) list.push({ name, event });
};

const TOLD: ReadonlyMap<string, Told> = new Map<string, Told>([
  ['StepEntered', (walk, event, attempts) => walk.entered(event, attempts)],
  ['StepCompleted', (walk, event, attempts) => walk.completed(event, attempts)],
  [
    'StepSkipped',
    ({ skips }, event, attempts) => {
      const stepKey = textIn(event, 'stepKey');
      const waiverId = textIn(event, 'waiverId');
      if (stepKey !== null) skips.push({ stepKey, attempt: attempts.current.no, waiverId, event });
    },
  ],
  [
    'WaiverGranted',
    ({ waivers }, event) => {
      const scope = textIn(event, 'scope');
      const waiverId = textIn(event, 'waiverId');
      if (scope !== null) waivers.push({ waiverId, scope, by: textIn(event, 'by'), event });
    },
  ],
  ['PaperworkAttached', ({ paperwork }, event) => contributed(paperwork, textIn(event, 'docType'), event)],
  ['ParticipantJoined', ({ people }, event) => contributed(people, textIn(event, 'role'), event)],
]);
