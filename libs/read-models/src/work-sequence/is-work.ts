import { type WorkItemRule } from '../context';
import { type HistoryEvent } from '../history';

const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const namesOf = ({ type, data }: HistoryEvent): string | null => {
  if (type === 'ActivityRecorded') return textOrNull(data['activity']);
  if (type !== 'WorkCompleted') return null;
  const parts = [textOrNull(data['stepKey']), textOrNull(data['outputId'])].filter((part) => part !== null);
  return parts.length > 0 ? parts.join('/') : textOrNull(data['workId']);
};

const DONE = 'complete';

/** Logs spell it `complete`, `COMPLETE` or not at all. What begins, is scheduled or suspended is not done. */
const isDone = (rule: WorkItemRule | null, lifecycle: string | null): boolean =>
  rule?.lifecycles === undefined
    ? lifecycle === null || lifecycle.toLowerCase() === DONE
    : lifecycle !== null && rule.lifecycles.includes(lifecycle);

/** The name of the work that an event says was done, or null where it is none by the organisation's rule. */
export const workDoneIn = (event: HistoryEvent, rule: WorkItemRule | null): string | null => {
  const activity = namesOf(event);
  if (activity === null) return null;
  if (event.type === 'ActivityRecorded' && !isDone(rule, textOrNull(event.data['lifecycle']))) return null;
  const prefixes = rule?.activityPrefixes;
  return prefixes === undefined || prefixes.some((prefix) => activity.startsWith(prefix)) ? activity : null;
};
