import { readFileSync } from 'node:fs';
import {
  commandsToPublish,
  decideInTurn,
  parseProcessFile,
  PROCESS_TEMPLATES,
  processDecider,
} from '@gemba/sales-process';
import { type HistoryEvent } from '../history';
import { instant, processOf } from './history';

/** The events by which a shipped process is published: `shippedProcess('customer-journey')`. */
export const shippedProcess = (
  name: keyof typeof PROCESS_TEMPLATES,
  effectiveFrom = '2026-01-05 08:00',
): HistoryEvent[] => {
  const { definition } = parseProcessFile(readFileSync(PROCESS_TEMPLATES[name], 'utf8'));
  const publication = { now: instant(effectiveFrom), evidenceIds: ['minutes'], migration: 'stay' } as const;
  const nothing = processDecider.initial;
  const decided = decideInTurn(commandsToPublish(definition!, nothing, publication), nothing);
  if (!decided.accepted) throw new Error(decided.refusal.message);
  const tell = processOf(definition!.processId);
  return decided.events.map(({ type, data }) => {
    const { processId: _, ...rest } = data as Record<string, unknown>;
    return tell(type as 'StepDefined', effectiveFrom, rest as never);
  });
};
