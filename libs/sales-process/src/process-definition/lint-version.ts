import { type LintFault } from './lint-fault';
import { faultsOfGraph } from './lint-graph';
import { faultsOfJoins } from './lint-joins';
import { type HandoverDefined, type StepDefined } from './process-definition.events';
import { type VersionContent } from './process-definition.state';

type Step = StepDefined['data'];

const isBlank = (text: string): boolean => text.trim() === '';

const faultsOfStep = (step: Step): LintFault[] => {
  const { key } = step;
  const faults: LintFault[] = [];
  const demand = (isMet: boolean, code: LintFault['code'], member: keyof Step, message: string): void => {
    if (!isMet) faults.push({ code, field: `steps.${key}.${member}`, message });
  };
  const hasNamesOnly = (names: readonly string[]) => names.length > 0 && !names.some(isBlank);
  demand(!isBlank(step.ownerRole), 'owner-missing', 'ownerRole', `nobody answers for ${key}: name the role that does`);
  demand(hasNamesOnly(step.people), 'people-missing', 'people', `${key} involves nobody: name who takes part`);
  demand(
    hasNamesOnly(step.paperwork),
    'paperwork-missing',
    'paperwork',
    `${key} leaves no paper: name what it needs or makes`,
  );
  demand(
    step.expectedBs > 0,
    'duration-missing',
    'expectedBs',
    `${key} has no expected duration: say how long it should take`,
  );
  demand(
    !isBlank(step.exit),
    'exit-missing',
    'exit',
    `nobody can tell when ${key} is done: say what must be true then`,
  );
  const strange = step.fromCustomer?.find((item) => !step.paperwork.includes(item) && !step.people.includes(item));
  demand(
    strange === undefined,
    'from-customer-unknown',
    'fromCustomer',
    `${strange} is neither paper nor person of ${key}: name it there too, or leave it out here`,
  );
  return faults;
};

const faultsOfOrdinals = (steps: readonly Step[]): LintFault[] => {
  const ordinals = steps.map(({ ordinal }) => ordinal);
  const twice = steps.filter(({ ordinal }, place) => ordinals.indexOf(ordinal) !== place);
  if (twice.length > 0) {
    return twice.map(({ key, ordinal }) => ({
      code: 'ordinal-twice',
      field: `steps.${key}.ordinal`,
      message: `ordinal ${ordinal} is given twice: number the steps 1 to ${steps.length}`,
    }));
  }
  const missing = steps.findIndex((_, place) => !ordinals.includes(place + 1)) + 1;
  if (missing === 0) return [];
  const message = `no step has ordinal ${missing}: number the steps 1 to ${steps.length}`;
  return [{ code: 'ordinal-gap', field: 'steps', message }];
};

const faultsOfHandover = (handover: HandoverDefined['data'], steps: ReadonlyMap<string, Step>): LintFault[] => {
  const { key, afterStepKey, fromTeam, toTeam, items } = handover;
  const keys = items.map((item) => item.key);
  const twice = keys.find((item, place) => keys.indexOf(item) !== place);
  const faults: LintFault[] = [];
  const demand = (isMet: boolean, code: LintFault['code'], member: string, message: string): void => {
    if (!isMet) faults.push({ code, field: `handovers.${key}.${member}`, message });
  };
  demand(
    steps.has(afterStepKey),
    'handover-step-unknown',
    'afterStepKey',
    `${afterStepKey} is no step of this process: name the step it follows`,
  );
  demand(!isBlank(toTeam), 'receiver-missing', 'toTeam', `${key} has no receiver: name the team that takes over`);
  demand(
    isBlank(toTeam) || toTeam !== fromTeam,
    'receiver-is-sender',
    'toTeam',
    `${toTeam} hands over to itself: name another team`,
  );
  demand(
    items.length > 0,
    'handover-without-items',
    'items',
    `${key} hands nothing over: name what the receiver needs`,
  );
  demand(twice === undefined, 'item-twice', 'items', `${twice} is asked for twice: name it once`);
  return faults;
};

/**
 * What keeps a version from being published. Every step has an owner, people, paperwork, a duration and an exit; the
 * graph can be walked from the first step through every step to an end, and what runs side by side comes together; every
 * handover has items and another receiver.
 */
export const lintVersion = ({ steps, handovers }: VersionContent): readonly LintFault[] => {
  const all = [...steps.values()];
  if (all.length === 0) return [{ code: 'no-steps', field: 'steps', message: 'the process has no step: describe one' }];
  const graphFaults = faultsOfGraph(all);
  return [
    ...all.flatMap(faultsOfStep),
    ...faultsOfOrdinals(all),
    ...graphFaults,
    // What cannot be walked at all says nothing about where ways meet.
    ...(graphFaults.length > 0 ? [] : faultsOfJoins(all)),
    ...[...handovers.values()].flatMap((handover) => faultsOfHandover(handover, steps)),
  ];
};
