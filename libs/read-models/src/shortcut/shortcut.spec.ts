import fc from 'fast-check';
import { isUuid } from '@gemba/event-sourcing';
import { contextOf } from '../context';
import { foldDealCase } from '../deal-case';
import { type HistoryEvent } from '../history';
import { deal, drawnVersion, handover, instant, organisation, processOf, type Told, type Ways } from '../testing';
import { shortcutConclusions, type ShortcutRow, shortcutRows } from './shortcut.rows';

const WAYS: Ways = { contact: ['survey'], survey: ['offer'], offer: ['contract'], contract: [] };
const plain = drawnVersion('sale', 1, '2026-01-01 00:00', WAYS, {
  survey: { paperwork: ['Survey sheet', 'floor plan'], people: ['engineer', 'rep'] },
});
const context = contextOf(plain);
const tell = deal('crm:1');
const opened = tell('DealOpened', '2026-02-01 08:00', { processId: 'sale', segment: 'small', ownerId: 'ann' });
const onDay = (day: number) => `2026-02-${String(day).padStart(2, '0')} 09:00`;
const enters = (stepKey: string, day: number, told: Told = { actorId: 'ann' }) =>
  tell('StepEntered', onDay(day), { stepKey }, told);
const won = tell('DealWon', onDay(20), {}, { actorId: 'ann' });
const found = (events: readonly HistoryEvent[], judgedBy = context): ShortcutRow[] =>
  shortcutRows(foldDealCase('crm:1', [opened, ...events], judgedBy), judgedBy);
const straight = [enters('contact', 2), enters('survey', 3), enters('offer', 4), enters('contract', 5), won];
const short = (rows: readonly ShortcutRow[]) => rows.map(({ kind, step_key, item }) => [kind, step_key, item]);

describe('shortcut', () => {
  it('is nothing in a deal that went as agreed', () => {
    expect(found(straight)).toEqual([]);
  });

  it('is a mandatory step left out, shown by the step after it, with who took it', () => {
    const offer = enters('offer', 4, { actorId: 'bob', teamId: 'inside' });
    expect(found([enters('contact', 2), offer, enters('contract', 5), won])).toEqual([
      {
        deal_id: 'crm:1',
        shortcut_id: expect.any(String) as string,
        kind: 'skip',
        step_key: 'survey',
        item: null,
        actor_id: 'bob',
        actor_team_id: 'inside',
        occurred_at: instant(onDay(4)),
        evidence_event_ids: [offer.eventId],
        entry_lag_h: null,
        remedied_at: null,
        waived: false,
        waiver_id: null,
        waived_by: null,
        waived_at: null,
        process_id: 'sale',
        version: 1,
        segment: 'small',
        channel: null,
        team_id: null,
        owner_id: 'ann',
      },
    ]);
  });

  it('is shown by the order where the end was left out', () => {
    const [row] = found([enters('contact', 2), enters('survey', 3), enters('offer', 4), won]);
    expect(row).toMatchObject({ kind: 'skip', step_key: 'contract', evidence_event_ids: [won.eventId] });
  });

  it('is disorder, not a skip, where the step was done out of its place', () => {
    const [contact, survey, offer] = [enters('contact', 2), enters('survey', 4), enters('offer', 3)];
    const rows = found([contact, offer, survey, enters('contract', 5), won]);
    expect(short(rows)).toEqual([['disorder', 'survey', null]]);
    expect(rows[0]!.evidence_event_ids).toEqual([offer.eventId, survey.eventId]);
  });

  it('leaves an unfinished or unsuccessful deal its right to end anywhere', () => {
    expect(found([enters('contact', 2)])).toEqual([]);
    expect(found([enters('contact', 2), tell('DealLost', onDay(3), {})])).toEqual([]);
  });

  it('is a paper or a person missing when the deal goes past the step, spelt in whatever way', () => {
    const sheet = tell('PaperworkAttached', onDay(3), { docType: 'survey-sheet', docId: 'd:1' });
    const late = tell('PaperworkAttached', onDay(6), { docType: 'Floor Plan', docId: 'd:2' });
    const engineer = tell('ParticipantJoined', onDay(3), { personId: 'p:1', role: 'Engineer' });
    expect(found([...straight, sheet])).toMatchObject([
      { kind: 'missing_paperwork', step_key: 'survey', item: 'floor plan', remedied_at: null },
    ]);
    expect(found([...straight, sheet, late])).toMatchObject([{ item: 'floor plan', remedied_at: instant(onDay(6)) }]);
    // The owner answers for the step as rep; an engineer has joined.
    expect(found([...straight, engineer])).toEqual([]);
    const buyer = tell('ParticipantJoined', onDay(3), { personId: 'p:2', role: 'buyer' });
    expect(short(found([...straight, buyer]))).toEqual([['missing_person', 'survey', 'engineer']]);
  });

  it('takes papers and people for unknown, not for missing, where the source reports none', () => {
    expect(found(straight)).toEqual([]);
  });

  it('waits with papers while the deal is in the step, or has gone back to it', () => {
    const sheet = tell('PaperworkAttached', onDay(3), { docType: 'survey sheet', docId: 'd:1' });
    expect(found([enters('contact', 2), enters('survey', 3), sheet])).toEqual([]);
    const back = drawnVersion(
      'sale',
      1,
      '2026-01-01 00:00',
      { ...WAYS, offer: ['survey', 'contract'] },
      {
        survey: { paperwork: ['floor plan'] },
      },
    );
    const wentBack = [enters('contact', 2), enters('survey', 3), enters('offer', 4), enters('survey', 5), sheet];
    expect(found(wentBack, contextOf(back))).toEqual([]);
  });

  describe('at a boundary between teams', () => {
    const boundary = (fromTeam: string) =>
      processOf('sale')('HandoverDefined', '2026-01-01 00:00', {
        version: 1,
        key: `${fromTeam}-to-desk`,
        afterStepKey: 'survey',
        fromTeam,
        toTeam: 'desk',
        items: [{ key: 'account', required: true, weight: 1 }],
      });
    const [publication] = plain.slice(-1);
    const handed = contextOf([...plain.slice(0, -1), boundary('outside'), boundary('inside'), publication!]);
    const submitted = handover('h:1')('HandoverSubmitted', onDay(4), {
      dealId: 'crm:1',
      fromTeam: 'inside',
      toTeam: 'desk',
      submissionNo: 1,
      items: [],
    });
    const acceptedOn = (day: number) => handover('h:1')('HandoverAccepted', onDay(day), { dealId: 'crm:1' });

    it('is a handover that nobody had taken when the deal left the next step', () => {
      expect(short(found(straight, handed))).toEqual([['bypassed_handover', 'survey', 'desk']]);
      expect(short(found([...straight, submitted], handed))).toEqual([['bypassed_handover', 'survey', 'desk']]);
      expect(found([...straight, submitted, acceptedOn(5)], handed)).toEqual([]);
      expect(found([...straight, submitted, acceptedOn(6)], handed)).toMatchObject([{ kind: 'bypassed_handover' }]);
    });

    it('gives the receiver time while the deal is in the next step', () => {
      expect(found([enters('contact', 2), enters('survey', 3), enters('offer', 4)], handed)).toEqual([]);
    });
  });

  it('is a step keyed in more than 48 hours after it happened, where the source says when', () => {
    const lag = (hours: number, told: Told = {}) => {
      const enteredAt = new Date(Date.parse('2026-02-02T09:00:00Z') + hours * 3_600_000).toISOString().slice(0, 19);
      return found([enters('contact', 2, { ...told, enteredAt: `${enteredAt}.000000Z` })]);
    };
    expect(lag(48)).toEqual([]);
    expect(lag(50)).toMatchObject([{ kind: 'backdating', step_key: 'contact', entry_lag_h: 50 }]);
    expect(lag(50, { precision: 'day' })).toEqual([]);
    expect(lag(500, { precision: 'unknown' })).toEqual([]);
  });

  it('is three steps or more keyed in within a minute, each batch once', () => {
    const at = (second: string) => ({ enteredAt: `2026-02-05 09:00:${second}` });
    const two = [enters('contact', 3, at('00')), enters('survey', 4, at('30'))];
    expect(found(two)).toEqual([]);
    const told = [...two, enters('offer', 5, at('59')), enters('contract', 6, { enteredAt: '2026-02-06 09:00' })];
    expect(found(told)).toMatchObject([{ kind: 'batch_entry', step_key: null, item: null }]);
    expect(found(told)[0]!.evidence_event_ids).toHaveLength(3);
  });

  it('follows the thresholds that the organisation laid down', () => {
    const rule = organisation('acme')('ShortcutRulesDefined', '2026-01-01 00:00', {
      version: 1,
      processId: 'sale',
      backdatedAfterHours: 100,
      batchSteps: 2,
    });
    const enteredAt = '2026-02-05 09:00';
    const told = [enters('contact', 2, { enteredAt }), enters('survey', 3, { enteredAt })];
    expect(short(found(told))).toEqual([['backdating', 'contact', null]]);
    expect(short(found(told, contextOf([...plain, rule])))).toEqual([['batch_entry', null, null]]);
  });

  it('is marked as waived, and concludes nothing, where it was allowed', () => {
    const skipping = [enters('contact', 2), enters('offer', 4)];
    const waiver = { waiverId: 'w:1', scope: 'survey', by: 'head', reason: 'known site' };
    const [allowed] = found([...skipping, tell('WaiverGranted', onDay(3), waiver)]);
    expect(allowed).toMatchObject({
      kind: 'skip',
      waived: true,
      waiver_id: 'w:1',
      waived_by: 'head',
      waived_at: instant(onDay(3)),
    });
    expect(shortcutConclusions.of(allowed!)).toBeNull();
    const byKind = tell('WaiverGranted', onDay(3), { ...waiver, scope: 'disorder' });
    expect(found([...skipping, byKind])).toMatchObject([{ kind: 'skip', waived: false }]);
    const unnamed = tell('StepSkipped', onDay(3), { stepKey: 'survey', reason: 'known site', waiverId: 'w:9' });
    expect(found([...skipping, unnamed])).toMatchObject([{ waived: true, waiver_id: 'w:9', waived_by: null }]);
  });

  it('goes when a late event explains it, and keeps its id as long as it stands', () => {
    const skipping = [enters('contact', 2), enters('offer', 4)];
    const [row] = found(skipping);
    expect(isUuid(row!.shortcut_id)).toBe(true);
    expect(found([...skipping, enters('contract', 5)])[0]!.shortcut_id).toBe(row!.shortcut_id);
    expect(shortcutConclusions.of(row!)).toMatchObject({ conclusionId: row!.shortcut_id, kind: 'ShortcutDetected' });
    expect(found([...skipping, enters('survey', 3)])).toEqual([]);
  });

  it('is the same, ids and all, for any order of arrival and any duplication', () => {
    const enteredAt = '2026-02-06 09:00';
    const told = [
      enters('contact', 2, { enteredAt }),
      enters('offer', 3, { enteredAt }),
      enters('survey', 4, { enteredAt, sequence: 3 }),
      tell('PaperworkAttached', onDay(3), { docType: 'survey sheet', docId: 'd:1' }),
      tell('ParticipantJoined', onDay(3), { personId: 'p:2', role: 'buyer' }),
      tell('WaiverGranted', onDay(3), { scope: 'disorder', by: 'head', reason: 'urgent' }),
      won,
    ];
    const expected = JSON.stringify(found(told));
    expect(found(told).length).toBeGreaterThan(4);
    const arrivals = fc
      .tuple(fc.shuffledSubarray(told, { minLength: told.length }), fc.shuffledSubarray(told))
      .map(([once, again]) => [...once, ...again]);
    fc.assert(fc.property(arrivals, (arrived) => expect(JSON.stringify(found(arrived))).toBe(expected)));
  });
});
