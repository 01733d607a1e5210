import fc from 'fast-check';
import { arrivalsOf, fieldSalesProcessFile, PLANTED_FACTS } from '@gemba/intake';
import { seededRandom, shuffleInPlace } from '@gemba/process-analytics';
import { commandsToPublish, decideInTurn, parseProcessFile, processDecider } from '@gemba/sales-process';
import { contextOf } from '../context';
import { foldDealCase } from '../deal-case';
import { type HistoryEvent } from '../history';
import { deal, drawnVersion, handover, processOf, type Told } from '../testing';
import { shortcutRows } from './shortcut.rows';

const STEPS = ['contact', 'survey', 'design', 'offer', 'contract'] as const;
type StepKey = (typeof STEPS)[number];

const definition = drawnVersion(
  'sale',
  1,
  '2026-01-01 00:00',
  { contact: ['survey'], survey: ['design'], design: ['offer'], offer: ['contract'], contract: [] },
  Object.fromEntries(STEPS.map((key) => [key, { paperwork: [`${key} sheet`], people: [`${key} expert`] }])),
);
const context = contextOf([
  ...definition.slice(0, -1),
  processOf('sale')('HandoverDefined', '2026-01-01 00:00', {
    version: 1,
    key: 'to-engineering',
    afterStepKey: 'survey',
    fromTeam: 'sales',
    toTeam: 'engineering',
    items: [{ key: 'account', required: true, weight: 1 }],
  }),
  definition.at(-1)!,
]);

interface Labelled {
  readonly events: readonly HistoryEvent[];
  /** What was planted: `kind step item`. */
  readonly labels: readonly string[];
}

const at = (hour: number): string =>
  new Date(Date.UTC(2026, 1, 2) + hour * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

/** One won deal of five steps, a day each, and what somebody did to it. */
const plantedDeal = (id: string, random: () => number): Labelled => {
  const tell = deal(id);
  const labels: string[] = [];
  const chance = (share: number): boolean => random() < share;
  const plant = (kind: string, step: string, item = ''): void => void labels.push(`${kind} ${step} ${item}`);
  const events: HistoryEvent[] = [tell('DealOpened', at(0), { processId: 'sale', ownerId: 'ann' })];
  const skipped = chance(0.15) ? STEPS[1 + Math.floor(random() * 3)]! : null;
  const done: StepKey[] = STEPS.filter((key) => key !== skipped);
  if (skipped !== null) {
    const isWaived = chance(0.5);
    if (isWaived) events.push(tell('WaiverGranted', at(1), { scope: skipped, by: 'head', reason: 'known' }));
    else plant('skip', skipped);
  }
  const isBatch = chance(0.1);
  if (isBatch) plant('batch_entry', 'null');
  done.forEach((stepKey, i) => {
    const hour = 24 * (i + 1);
    const isBackdated = !isBatch && chance(0.05);
    if (isBackdated) plant('backdating', stepKey);
    const keyedIn = isBatch ? 24 * (done.length + 0.5) : hour + (isBackdated ? 60 : 1);
    // A batch at the end of the week backdates what happened more than two days before.
    if (isBatch && keyedIn - hour > 48) plant('backdating', stepKey);
    const told: Told = { actorId: 'ann', enteredAt: at(keyedIn) };
    events.push(tell('StepEntered', at(hour), { stepKey }, told));
    if (chance(0.1)) plant('missing_paperwork', stepKey, `${stepKey} sheet`);
    else
      events.push(tell('PaperworkAttached', at(hour + 2), { docType: `${stepKey}-sheet`, docId: `${id}/${stepKey}` }));
    if (chance(0.1)) plant('missing_person', stepKey, `${stepKey} expert`);
    else events.push(tell('ParticipantJoined', at(hour + 2), { personId: `p:${stepKey}`, role: `${stepKey} expert` }));
  });
  // Of both at least one is reported, or nobody could know.
  events.push(tell('PaperworkAttached', at(1), { docType: 'enquiry', docId: `${id}/enquiry` }));
  events.push(tell('ParticipantJoined', at(1), { personId: 'p:buyer', role: 'buyer' }));
  if (skipped !== 'survey') {
    if (chance(0.1)) plant('bypassed_handover', 'survey', 'engineering');
    else {
      const passed = { dealId: id, fromTeam: 'sales', toTeam: 'engineering' };
      const boundary = handover(`${id}/h`);
      events.push(boundary('HandoverSubmitted', at(70), { ...passed, submissionNo: 1, items: [] }));
      events.push(boundary('HandoverAccepted', at(71), { dealId: id }));
    }
  }
  events.push(tell('DealWon', at(24 * 7), {}, { actorId: 'ann' }));
  return { events, labels };
};

const score = (deals: number, seed: number) => {
  const random = seededRandom(seed);
  let [hits, found, planted] = [0, 0, 0];
  const wrong: string[] = [];
  for (let no = 0; no < deals; no++) {
    const id = `crm:${no}`;
    const { events, labels } = plantedDeal(id, random);
    const order = Int32Array.from(events.keys());
    shuffleInPlace(order, random);
    const dealCase = foldDealCase(
      id,
      [...order].map((i) => events[i]!),
      context,
    );
    const rows = shortcutRows(dealCase, context).filter(({ waived }) => !waived);
    const seen = rows.map(({ kind, step_key, item }) => `${kind} ${step_key} ${item ?? ''}`);
    const open = [...labels];
    for (const one of seen) {
      const place = open.indexOf(one);
      if (place < 0) wrong.push(`found: ${id} ${one}`);
      else open.splice(place, 1);
    }
    wrong.push(...open.map((label) => `missed: ${id} ${label}`));
    hits += labels.length - open.length;
    found += seen.length;
    planted += labels.length;
  }
  return { precision: hits / found, recall: hits / planted, planted, wrong };
};

describe('shortcuts in labelled deals', () => {
  it('are found all, and nothing else is, in whatever order the events arrive', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), (seed) => {
        const { precision, recall, planted, wrong } = score(300, seed);
        expect(wrong).toEqual([]);
        expect({ precision, recall }).toEqual({ precision: 1, recall: 1 });
        expect(planted).toBeGreaterThan(300);
      }),
      { numRuns: 5 },
    );
  });
});

describe('shortcuts in the synthetic organisation', () => {
  it('are the step that one team leaves out, and leave is told apart', () => {
    const { definition: fieldSales } = parseProcessFile(fieldSalesProcessFile('Europe/Berlin'));
    const publication = { now: '2024-12-01T00:00:00Z', evidenceIds: ['m'], migration: 'stay' } as const;
    const decided = decideInTurn(
      commandsToPublish(fieldSales!, processDecider.initial, publication),
      processDecider.initial,
    );
    if (!decided.accepted) throw new Error(decided.refusal.message);
    const tell = processOf(fieldSales!.processId);
    const published = decided.events.map(({ type, data }) => {
      const { processId: _, ...rest } = data as Record<string, unknown>;
      return tell(type as 'StepDefined', '2024-12-01 00:00', rest as never);
    });
    const judgedBy = contextOf(published);
    const histories = new Map<string, HistoryEvent[]>();
    for (const { stream, event } of arrivalsOf({ seed: 5, deals: 400, mergeShare: 0 })) {
      if (!stream.startsWith('deal-')) continue;
      const history = histories.get(stream) ?? [];
      history.push({ ...event, stream } as unknown as HistoryEvent);
      histories.set(stream, history);
    }
    const { stepKey, teamId, share } = PLANTED_FACTS.shortcut;
    let [past, skipped, waived, elsewhere] = [0, 0, 0, 0];
    for (const [stream, history] of histories) {
      const dealCase = foldDealCase(stream.slice('deal-'.length), history, judgedBy);
      const isInside = dealCase.facts.channel === PLANTED_FACTS.shortcut.channel;
      const skips = shortcutRows(dealCase, judgedBy).filter(
        ({ kind, step_key }) => kind === 'skip' && step_key === stepKey,
      );
      const isPast = dealCase.conduct.steps.some((step) => step.stepKey === 'solution-design');
      if (isInside && isPast) past++;
      if (skips.some((row) => row.waived)) waived++;
      else if (skips.length > 0 && isInside) skipped++;
      else if (skips.length > 0) elsewhere++;
    }
    expect(teamId).toBe('inside');
    expect(past).toBeGreaterThan(50);
    // Four standard errors of a share.
    expect(Math.abs(skipped / past - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / past));
    expect(elsewhere).toBe(0);
    expect(waived).toBeGreaterThan(0);
  });
});
