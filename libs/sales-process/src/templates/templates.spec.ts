import { fold } from '@gemba/event-sourcing';
import { readFileSync } from 'node:fs';
import { processDecider } from '../process-definition/process-definition.decider';
import { noProcess } from '../process-definition/process-definition.state';
import { parseProcessFile } from '../process-file/parse-process-file';
import { type ProcessDefinition } from '../process-file/process-definition';
import { commandsToPublish, decideInTurn, diffDefinition, lintDefinition } from '../process-file/publish-definition';
import { PROCESS_TEMPLATES } from './templates';

const publication = { now: '2026-01-05T08:00:00Z', evidenceIds: ['minutes-17'], migration: 'stay' } as const;

const read = (name: keyof typeof PROCESS_TEMPLATES): ProcessDefinition => {
  const { definition, faults } = parseProcessFile(readFileSync(PROCESS_TEMPLATES[name], 'utf8'));
  expect(faults).toEqual([]);
  return definition!;
};

describe.each(Object.keys(PROCESS_TEMPLATES) as (keyof typeof PROCESS_TEMPLATES)[])('the template %s', (name) => {
  it('lints clean', () => {
    expect(lintDefinition(read(name))).toEqual([]);
  });

  it('can be published as it is, and is then what the file says', () => {
    const decision = decideInTurn(commandsToPublish(read(name), noProcess, publication), noProcess);
    if (!decision.accepted) throw new Error(decision.refusal.message);
    const state = fold(processDecider, decision.events);
    expect(state.versions.get(1)?.published?.effectiveFrom).toBe('2026-01-05T08:00:00.000000Z');
    expect(diffDefinition(read(name), state)).toEqual([]);
  });

  it('has words for the customer for each step that they see', () => {
    const { steps, messages } = read(name);
    const told = steps.filter(({ visible }) => visible).map(({ key }) => key);
    expect(messages.map(({ stepKey }) => stepKey)).toEqual(told);
  });
});

describe('the eight steps', () => {
  it('have the names that selling gave them', () => {
    expect(read('eight-steps').steps.map(({ title }) => title)).toEqual([
      'prospecting/initial contact',
      'pre-approach planning the sale',
      'approach',
      'need assessment',
      'presentation',
      'meeting objections',
      'gaining commitment',
      'follow-up',
    ]);
  });

  it('let follow-up happen again and again', () => {
    expect(read('eight-steps').steps.at(-1)).toMatchObject({ key: 'follow-up', repeatable: true });
  });
});

describe('the customer journey', () => {
  it('shows the customer ten steps', () => {
    expect(read('customer-journey').steps.filter(({ visible }) => visible)).toHaveLength(10);
  });

  it('hands over three times, never to the sender', () => {
    const boundaries = read('customer-journey').handovers.map(({ fromTeam, toTeam }) => `${fromTeam} → ${toTeam}`);
    expect(boundaries).toEqual(['sales → engineering', 'sales → production', 'production → installation']);
  });
});
