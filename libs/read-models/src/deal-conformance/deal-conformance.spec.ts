import { Alignments, contextOf } from '../context';
import { foldDealCase } from '../deal-case';
import { type HistoryEvent } from '../history';
import { conversation, deal, drawnVersion, historiesOf, publishedVersion, shippedProcess, type Ways } from '../testing';
import { describeWithData } from '@gemba/process-analytics/testing';
import { type DealConformanceRow, dealConformanceRows } from './deal-conformance.rows';

const WAYS: Ways = { contact: ['survey'], survey: ['offer'], offer: ['contract'], contract: [] };
const straight = contextOf(drawnVersion('sale', 1, '2026-01-01 00:00', WAYS));
const tell = deal('crm:1');
const opened = tell('DealOpened', '2026-02-02 08:00', { processId: 'sale', segment: 'small' });
const onDay = (day: number) => `2026-02-${String(day).padStart(2, '0')} 09:00`;
const entersInTurn = (steps: readonly string[], firstDay = 2): HistoryEvent[] =>
  steps.map((stepKey, i) => tell('StepEntered', onDay(firstDay + i), { stepKey }));
const conformance = (events: readonly HistoryEvent[], context = straight): DealConformanceRow => {
  const [row, ...more] = dealConformanceRows(foldDealCase('crm:1', events, context), context);
  expect(more).toEqual([]);
  return row!;
};
const won = tell('DealWon', onDay(20), {});

describe('deal_conformance', () => {
  it('lets work go back, begin anew and leave out what is optional where the process says so', () => {
    const context = contextOf(
      drawnVersion(
        'sale',
        1,
        '2026-01-01 00:00',
        { ...WAYS, offer: ['survey', 'contract'] },
        { survey: { mandatory: false } },
      ),
    );
    const back = [opened, ...entersInTurn(['contact', 'survey', 'offer', 'survey', 'offer', 'contract']), won];
    expect(conformance(back, context).fitness).toBe(1);
    expect(conformance(back).inserted).toEqual(['survey', 'offer']);
    expect(conformance([opened, ...entersInTurn(['contact', 'offer', 'contract']), won], context).fitness).toBe(1);
  });

  it('counts a step that was reported as completed and never as entered', () => {
    const [contact, , offer, contract] = entersInTurn(['contact', 'survey', 'offer', 'contract']);
    const surveyed = tell('StepCompleted', onDay(3), { stepKey: 'survey' });
    const repeated = tell('StepCompleted', onDay(3), { stepKey: 'contact' });
    expect(conformance([opened, contact!, repeated, surveyed, offer!, contract!, won])).toMatchObject({
      fitness: 1,
      steps: ['contact', 'survey', 'offer', 'contract'],
    });
  });

  it('does not charge for steps left out with leave, and lists them apart', () => {
    const steps = entersInTurn(['contact', 'offer', 'contract']);
    const waiver = { waiverId: 'w', by: 'head', reason: 'known site' };
    const waived = { cost: 0, fitness: 1, skipped: [], waived: ['survey'] };
    const leaves = ['survey', 'skip:survey', 'skip'].map((scope) =>
      tell('WaiverGranted', onDay(1), { ...waiver, scope }),
    );
    for (const leave of leaves) expect(conformance([opened, ...steps, leave, won])).toMatchObject(waived);
    const skips = tell('StepSkipped', onDay(2), { stepKey: 'survey', reason: 'known site', waiverId: 'w' });
    expect(conformance([opened, ...steps, skips, won])).toMatchObject(waived);
    const withoutLeave = tell('StepSkipped', onDay(2), { stepKey: 'survey', reason: 'in a hurry' });
    const elsewhere = tell('WaiverGranted', onDay(1), { ...waiver, scope: 'offer' });
    expect(conformance([opened, ...steps, withoutLeave, elsewhere, won])).toMatchObject({
      skipped: ['survey'],
      cost: 1,
    });
  });

  it('wants a won deal at the step in which the customer decides, whatever follows the order', () => {
    const ways = { contact: ['contract'], contract: ['delivery'], delivery: [] };
    const closing = contextOf(drawnVersion('sale', 1, '2026-01-01 00:00', ways, { contract: { closing: true } }));
    expect(conformance([opened, ...entersInTurn(['contact', 'contract']), won], closing)).toMatchObject({
      fitness: 1,
      prefix: false,
    });
    expect(conformance([opened, ...entersInTurn(['contact']), won], closing).skipped).toEqual(['contract']);
    const delivered = [opened, ...entersInTurn(['contact', 'contract']), won, ...entersInTurn(['delivery'], 21)];
    expect(conformance(delivered, closing)).toMatchObject({ fitness: 1, steps: ['contact', 'contract', 'delivery'] });
    const unmarked = contextOf(drawnVersion('sale', 1, '2026-01-01 00:00', { ...ways, delivery: ['end'], end: [] }));
    expect(conformance(delivered, unmarked)).toMatchObject({ fitness: 1, prefix_reason: 'in_delivery' });
  });

  it('lets a reopened deal go on where it was, and begin anew where it enters a first step', () => {
    const lost = [...entersInTurn(['contact', 'survey']), tell('DealLost', onDay(5), {})];
    const reopened = tell('DealReopened', onDay(6), {});
    const goesOn = [opened, ...lost, reopened, ...entersInTurn(['offer', 'contract'], 7), won];
    expect(conformance(goesOn)).toMatchObject({ fitness: 1, worst_cost: 8 });
    const anew = [opened, ...lost, reopened, ...entersInTurn(['contact', 'survey', 'offer', 'contract'], 7), won];
    expect(conformance(anew)).toMatchObject({ fitness: 1, worst_cost: 10, inserted: [] });
    expect(conformance([opened, ...lost, reopened, ...entersInTurn(['offer'], 7), won]).skipped).toEqual(['contract']);
  });

  describe('of a deal that was moved to another version', () => {
    const second = { talk: ['visit'], visit: ['check'], check: ['contract'], contract: [] };
    const context = contextOf([
      ...drawnVersion('sale', 1, '2026-01-01 00:00', WAYS),
      ...drawnVersion('sale', 2, '2026-02-04 00:00', second),
    ]);
    const stepMap = { contact: 'talk', survey: 'visit' };
    const migrates = tell('DealMigratedToVersion', '2026-02-05 00:00', { from: 1, to: 2, stepMap, by: 'ann' });

    it('judges each part by the rules in force then', () => {
      const moved = [
        opened,
        ...entersInTurn(['contact', 'survey']),
        migrates,
        ...entersInTurn(['check', 'contract'], 6),
      ];
      expect(conformance([...moved, won], context)).toMatchObject({
        migrated: true,
        version: 2,
        fitness: 1,
        cost: 0,
        worst_cost: 8,
      });
    });

    it('charges for what the old rules missed before, and for what the new ones miss after', () => {
      const moved = [opened, ...entersInTurn(['survey']), migrates, ...entersInTurn(['contract'], 6), won];
      expect(conformance(moved, context)).toMatchObject({ skipped: ['contact', 'check'], inserted: [], cost: 2 });
      const oldWay = [opened, ...entersInTurn(['contact', 'survey']), migrates, ...entersInTurn(['offer'], 6)];
      expect(conformance(oldWay, context)).toMatchObject({ skipped: [], inserted: ['offer'] });
    });

    it('has every later step missing where it is won before it gets there', () => {
      const moved = [opened, ...entersInTurn(['contact', 'survey']), migrates, won];
      expect(conformance(moved, context)).toMatchObject({ skipped: ['check', 'contract'], worst_cost: 6 });
    });
  });

  it('is unknown, with the reason, where there is nothing to compare', () => {
    const reason = (...events: HistoryEvent[]) => conformance(events).fitness_reason;
    const [contact] = entersInTurn(['contact']);
    expect(reason(opened)).toBe('no_steps');
    expect(reason(contact!)).toBe('no_opening');
    expect(reason(tell('DealOpened', '2026-02-02 08:00', {}), contact!)).toBe('no_process');
    expect(reason(tell('DealOpened', '2025-02-02 08:00', { processId: 'sale' }), contact!)).toBe(
      'no_version_in_effect',
    );
    const replied = conversation('c:1')('CustomerReplied', onDay(2), { medium: 'email', dealId: 'crm:1' });
    expect(reason(replied)).toBe('conversations_only');
    expect(conformance([opened])).toMatchObject({ fitness: null, cost: null, skipped: null, steps: [] });
    const circle = contextOf(drawnVersion('sale', 1, '2026-01-01 00:00', { contact: ['survey'], survey: ['contact'] }));
    expect(conformance([opened, contact!], circle).fitness_reason).toBe('process_without_end');
    const migrated = tell('DealMigratedToVersion', onDay(1), { from: 1, to: 7, stepMap: {}, by: 'ann' });
    expect(reason(opened, migrated, contact!)).toBe('version_not_published');
  });

  it('takes whatever the source reports of keyed-in times, papers and people', () => {
    expect(
      conformance([
        opened,
        ...entersInTurn(['contact']),
        tell('PaperworkAttached', onDay(2), { docType: 'minutes', docId: 'd:1' }),
        tell('ParticipantJoined', onDay(2), { personId: 'p:1', role: 'buyer' }),
      ]),
    ).toMatchObject({ keyed_in_n: 0, paperwork_n: 1, people_n: 1, segment: 'small', outcome: 'open' });
  });
});

describe('alignments that a context remembers', () => {
  it('are those it would find anew, however few it may keep', () => {
    const version = straight.processes.get('sale')![0]!;
    const forgetful = new Alignments(1);
    const traces = [['contact'], ['offer', 'contact'], ['contact'], ['survey']];
    for (const trace of traces)
      expect(forgetful.align(version, trace, true, [])).toEqual(straight.alignments.align(version, trace, true, []));
  });

  it('tell versions apart', () => {
    const two = contextOf([
      ...drawnVersion('sale', 1, '2026-01-01 00:00', { contact: ['offer'], offer: [] }),
      ...publishedVersion('rent', 1, '2026-01-01 00:00', { contact: 60 }),
    ]);
    const costs = ['sale', 'rent'].map(
      (process) => two.alignments.align(two.processes.get(process)![0]!, ['contact'], true, [])!.cost,
    );
    expect(costs).toEqual([1, 0]);
  });
});

describeWithData('event-logs/bpic2012.xes.gz', 'deal_conformance on the BPI Challenge 2012', () => {
  it('finds the stages of 13,087 applications, and what each outcome went through', async () => {
    const context = contextOf(shippedProcess('bpic2012-loan', '2011-01-01 00:00'));
    const histories = await historiesOf('bpic2012', 'event-logs/bpic2012.xes.gz');
    const rows = [...histories].map(
      ([dealId, history]) => dealConformanceRows(foldDealCase(dealId, history, context), context)[0]!,
    );
    const tally: Record<string, [deals: number, fitting: number]> = {};
    for (const { outcome, fitness } of rows) {
      const counts = (tally[outcome] ??= [0, 0]);
      counts[0]++;
      if (fitness === 1) counts[1]++;
    }
    expect(rows).toHaveLength(13_087);
    // No application left a stage out: in this log deviations are among the activities, not among the stages.
    expect(tally).toEqual({ won: [2246, 2246], lost: [7635, 7635], no_decision: [2807, 2807], open: [399, 399] });
  });
});
