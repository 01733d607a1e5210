import { type Context, contextOf } from '../context';
import { type HistoryEvent } from '../history';
import { conversation, correction, deal, instant, organisation, publishedVersion } from '../testing';
import { type DealCase } from './deal-case';
import { foldDealCase } from './fold-deal-case';

const none: Context = contextOf([]);
const process1 = publishedVersion('sale', 1, '2026-01-01 00:00', { contact: 3600, offer: 7200, closing: 3600 });
const process2 = publishedVersion('sale', 2, '2026-03-01 00:00', { contact: 1800, proposal: 7200, closing: 3600 });
const versions = contextOf([...process1, ...process2]);

const tell = deal('crm:1');
const opened = tell('DealOpened', '2026-02-02 09:00', { processId: 'sale' });
const enters = (stepKey: string, at: string, sequence?: number): HistoryEvent =>
  tell('StepEntered', at, { stepKey }, sequence === undefined ? {} : { sequence });

const fold = (events: readonly HistoryEvent[], context = versions): DealCase => foldDealCase('crm:1', events, context);

/** `contact#1 first 02 09:00–03 09:00 moved`: a visit on one line, within one month. */
const shown = (dealCase: DealCase): string[] =>
  dealCase.attempts.flatMap(({ no, visits }) =>
    visits.map(({ stepKey, visitNo, entered, exited, direction, exitKind }) => {
      const time = (at: string | undefined) => (at === undefined ? '' : at.slice(8, 16).replace('T', ' '));
      return `${no} ${stepKey}#${visitNo} ${direction} ${time(entered.at)}–${time(exited?.at)} ${exitKind ?? 'open'}`;
    }),
  );

describe('the steps of a deal', () => {
  it('are visits from entry to entry; the last is open', () => {
    expect(shown(fold([opened, enters('contact', '2026-02-02 09:00'), enters('offer', '2026-02-03 10:00')]))).toEqual([
      '1 contact#1 first 02 09:00–03 10:00 moved',
      '1 offer#1 forward 03 10:00– open',
    ]);
  });

  it('count each return to a step as a further visit, and a move back as backward', () => {
    const events = ['contact', 'offer', 'contact', 'offer'].map((step, i) => enters(step, `2026-02-0${i + 3} 09:00`));
    expect(shown(fold([opened, ...events]))).toEqual([
      '1 contact#1 first 03 09:00–04 09:00 moved',
      '1 offer#1 forward 04 09:00–05 09:00 moved',
      '1 contact#2 backward 05 09:00–06 09:00 moved',
      '1 offer#2 forward 06 09:00– open',
    ]);
  });

  it('are one visit while a source repeats the step the deal is in', () => {
    expect(shown(fold([opened, enters('contact', '2026-02-03 09:00'), enters('contact', '2026-02-04 09:00')]))).toEqual(
      ['1 contact#1 first 03 09:00– open'],
    );
  });

  it("hop within one second in the order of the source's sequence, and without one in that of their ids", () => {
    const hops = [
      enters('closing', '2026-02-03 09:00', 12),
      enters('contact', '2026-02-03 09:00', 9),
      enters('offer', '2026-02-03 09:00', 10),
    ];
    expect(shown(fold([opened, ...hops])).map((line) => line.split(' ')[1])).toEqual([
      'contact#1',
      'offer#1',
      'closing#1',
    ]);
  });

  it('have no visit where one was skipped', () => {
    const skipped = tell('StepSkipped', '2026-02-03 10:00', { stepKey: 'offer', reason: 'known customer' });
    const dealCase = fold([
      opened,
      enters('contact', '2026-02-03 09:00'),
      skipped,
      enters('closing', '2026-02-04 09:00'),
    ]);
    expect(shown(dealCase)).toEqual([
      '1 contact#1 first 03 09:00–04 09:00 moved',
      '1 closing#1 forward 04 09:00– open',
    ]);
    expect(dealCase.skippedSteps).toMatchObject([{ attempt: 1, stepKey: 'offer', reason: 'known customer' }]);
  });

  it('have no direction, with the reason, where no version knows them', () => {
    const direction = (events: readonly HistoryEvent[], context?: Context) =>
      fold(events, context).attempts[0]!.visits.at(-1)!.directionReason;
    const steps = [enters('contact', '2026-02-03 09:00'), enters('elsewhere', '2026-02-04 09:00')];
    expect(direction([opened, ...steps])).toBe('step_not_in_version');
    expect(direction(steps)).toBe('no_opening');
    expect(direction([opened, ...steps], none)).toBe('no_version_in_effect');
    expect(direction([tell('DealOpened', '2026-02-02 09:00', {}), ...steps])).toBe('no_process');
    const vague = tell('DealOpened', '2026-02-02 09:00', { processId: 'sale' }, { precision: 'unknown' });
    expect(direction([vague, ...steps])).toBe('opening_time_unknown');
  });

  it('take the step a source says it came from, if the version knows it, where the history begins in the middle', () => {
    const moved = (fromStepKey: string) => tell('StepEntered', '2026-02-03 09:00', { stepKey: 'contact', fromStepKey });
    expect(fold([opened, moved('offer')]).attempts[0]!.visits[0]!.direction).toBe('backward');
    expect(fold([opened, moved('new')]).attempts[0]!.visits[0]!.direction).toBe('first');
  });
});

describe('the attempts of a deal', () => {
  const contact = enters('contact', '2026-02-03 09:00');
  const lost = tell('DealLost', '2026-02-05 09:00', {});
  const reopened = tell('DealReopened', '2026-02-10 09:00', {});

  it('end with an outcome, and with it the visit', () => {
    const dealCase = fold([opened, contact, lost]);
    expect(shown(dealCase)).toEqual(['1 contact#1 first 03 09:00–05 09:00 closed']);
    expect(dealCase.attempts[0]).toMatchObject({ outcome: 'lost', closed: { at: instant('2026-02-05 09:00') } });
  });

  it('begin anew with a reopening; the time between belongs to no step', () => {
    const dealCase = fold([
      opened,
      contact,
      lost,
      reopened,
      enters('contact', '2026-02-11 09:00'),
      tell('DealWon', '2026-02-12 09:00', {}),
    ]);
    expect(shown(dealCase)).toEqual([
      '1 contact#1 first 03 09:00–05 09:00 closed',
      '2 contact#1 first 11 09:00–12 09:00 closed',
    ]);
    expect(dealCase.attempts.map(({ outcome }) => outcome)).toEqual(['lost', 'won']);
    expect(dealCase.attempts[1]!.opened!.at).toBe(instant('2026-02-10 09:00'));
  });

  it('do not multiply when an open deal is reopened, or a deal closes twice with one outcome', () => {
    const again = tell('DealLost', '2026-02-06 09:00', {});
    const dealCase = fold([opened, tell('DealReopened', '2026-02-03 12:00', {}), contact, lost, again]);
    expect(dealCase.attempts).toMatchObject([{ closed: { at: instant('2026-02-05 09:00') }, outcomeRevisions: 0 }]);
  });

  it('take the last word where a source changes its mind without reopening', () => {
    const won = tell('DealWon', '2026-02-07 09:00', {});
    const dealCase = fold([opened, contact, lost, won]);
    expect(dealCase.attempts).toMatchObject([
      {
        outcome: 'won',
        outcomeRevisions: 1,
        ended: { at: instant('2026-02-05 09:00') },
        closed: { at: instant('2026-02-07 09:00') },
      },
    ]);
    expect(shown(dealCase)).toEqual(['1 contact#1 first 03 09:00–05 09:00 closed']);
  });

  it('stay closed when a step is reported afterwards, which is counted', () => {
    const dealCase = fold([opened, contact, lost, enters('offer', '2026-02-06 09:00')]);
    expect(shown(dealCase)).toHaveLength(1);
    expect(dealCase.stepsAfterClosing).toBe(1);
  });

  it('have no opening where none was recorded', () => {
    const dealCase = fold([contact, lost]);
    expect(dealCase.opened).toBeNull();
    expect(dealCase.attempts[0]!.opened).toBeNull();
  });

  it('know visits that began before the opening came to be told', () => {
    const early = enters('contact', '2026-02-02 08:59');
    expect(fold([opened, early]).attempts[0]!.visits[0]!.binding.version).toBe(1);
  });
});

describe('the version that binds a deal', () => {
  it('is the one in effect when it was opened, however late it moves', () => {
    const late = enters('closing', '2026-05-01 09:00');
    expect(fold([opened, late]).attempts[0]!.visits[0]!.binding).toMatchObject({ processId: 'sale', version: 1 });
  });

  it('changes with a migration; what came before is still judged by the version of that time', () => {
    const moved = tell('DealMigratedToVersion', '2026-03-05 09:00', {
      from: 1,
      to: 2,
      stepMap: { offer: 'proposal' },
      by: 'ann',
    });
    const dealCase = fold([
      opened,
      enters('contact', '2026-03-02 09:00'),
      enters('offer', '2026-03-03 09:00'),
      moved,
      enters('closing', '2026-03-06 09:00'),
    ]);
    expect(shown(dealCase)).toEqual([
      '1 contact#1 first 02 09:00–03 09:00 moved',
      '1 offer#1 forward 03 09:00–05 09:00 migrated',
      '1 proposal#1 migrated 05 09:00–06 09:00 moved',
      '1 closing#1 forward 06 09:00– open',
    ]);
    expect(dealCase.attempts[0]!.visits.map(({ binding }) => binding.version)).toEqual([1, 1, 2, 2]);
  });

  it('leaves a step running that the migration does not rename', () => {
    const moved = tell('DealMigratedToVersion', '2026-03-05 09:00', {
      from: 1,
      to: 2,
      stepMap: { contact: 'contact' },
      by: 'ann',
    });
    expect(shown(fold([opened, enters('contact', '2026-03-02 09:00'), moved]))).toEqual([
      '1 contact#1 first 02 09:00– open',
    ]);
  });

  it('names its process from an amendment where the opening does not', () => {
    const bare = tell('DealOpened', '2026-02-02 09:00', {});
    const named = tell('DealAmended', '2026-02-04 09:00', { field: 'processId', to: 'sale' });
    expect(fold([bare, named]).bindings).toMatchObject([{ version: 1, since: instant('2026-02-02 09:00') }]);
  });
});

describe('what is known of a deal', () => {
  it('is what was last said of each fact', () => {
    const { facts } = fold([
      tell('DealOpened', '2026-02-02 09:00', {
        segment: 'small',
        channel: 'inside',
        amountMinor: 100,
        currency: 'EUR',
        ownerId: 'ann',
      }),
      tell('DealAmended', '2026-02-03 09:00', { field: 'amountMinor', to: 250 }),
      tell('DealAmended', '2026-02-04 09:00', { field: 'segment', to: null }),
      tell('DealAmended', '2026-02-04 10:00', { field: 'nextMeeting', to: 'Friday' }),
      tell('OwnerChanged', '2026-02-05 09:00', { to: 'bob' }),
      tell('DealWon', '2026-02-06 09:00', { amountMinor: 240 }),
    ]);
    expect(facts).toMatchObject({
      segment: null,
      channel: 'inside',
      amountMinor: 240,
      currency: 'EUR',
      ownerId: 'bob',
    });
  });

  it("has the owner's team from when they took over, from the organisation or from their own act", () => {
    const joined = organisation('acme')('MemberJoined', '2026-01-01 00:00', { teamId: 'north', personId: 'ann' });
    const toAnn = tell('OwnerChanged', '2026-02-05 09:00', { to: 'ann' }, { actorId: 'boss', teamId: 'board' });
    expect(fold([toAnn], contextOf([joined])).facts.teamId).toBe('north');
    expect(fold([toAnn], none).facts.teamId).toBeNull();
    const ownAct = tell('OwnerChanged', '2026-02-05 09:00', { to: 'ann' }, { actorId: 'ann', teamId: 'north' });
    expect(fold([ownAct], none).facts.teamId).toBe('north');
  });

  it('takes no number that is not whole', () => {
    const odd = tell('DealAmended', '2026-02-03 09:00', { field: 'amountMinor', to: 'plenty' });
    expect(fold([tell('DealOpened', '2026-02-02 09:00', { amountMinor: 100 }), odd]).facts.amountMinor).toBeNull();
  });
});

describe('deals that were merged', () => {
  const twin = deal('erp:7');
  const merged = twin('DealsMerged', '2026-02-06 09:00', { survivorId: 'crm:1' });
  const twinOpened = twin('DealOpened', '2026-02-04 09:00', { channel: 'digital', segment: 'large' });

  it('are one case with one history, whose first opening holds', () => {
    const first = tell('DealOpened', '2026-02-02 09:00', { segment: 'small', processId: 'sale' });
    const dealCase = fold([first, twinOpened, merged, enters('contact', '2026-02-03 09:00')]);
    expect(dealCase).toMatchObject({
      memberDealIds: ['crm:1', 'erp:7'],
      opened: { at: instant('2026-02-02 09:00') },
      facts: { segment: 'small', channel: 'digital' },
    });
    expect(dealCase.happenings).toHaveLength(4);
    expect(dealCase.attempts).toHaveLength(1);
  });

  it('do not end when the duplicate is tidied away after the merge', () => {
    const tidied = twin('DealLost', '2026-02-06 09:01', { reason: 'duplicate' });
    expect(fold([opened, twinOpened, merged, tidied]).attempts).toMatchObject([{ outcome: null }]);
  });

  it('begin a further attempt when a case that had closed was opened under another number', () => {
    const lost = tell('DealLost', '2026-02-03 09:00', {});
    expect(fold([opened, lost, twinOpened, merged]).attempts.map(({ outcome }) => outcome)).toEqual(['lost', null]);
  });

  it('count an event that both streams hold once', () => {
    const contact = enters('contact', '2026-02-03 09:00');
    expect(fold([opened, contact, { ...contact, stream: 'deal-erp:7' }, merged]).happenings).toHaveLength(3);
  });
});

describe('what does not move a case', () => {
  it('stands in its history all the same', () => {
    const called = conversation('crm:c1')('FollowUpSent', '2026-02-03 09:00', { medium: 'phone' });
    const logged = tell('EffortLogged', '2026-02-04 09:00', { hours: 2, kind: 'travel' });
    const dealCase = fold([opened, called, logged]);
    expect(dealCase.happenings).toEqual([opened, called, logged]);
    expect(dealCase.lastHappenedAt).toBe(instant('2026-02-04 09:00'));
  });

  it('includes a correction into something unheard of, and into data that is none', () => {
    const contact = enters('contact', '2026-02-03 09:00');
    const odd = [
      correction(contact, 2, { type: 'StepEntered', data: {} }),
      correction(opened, 2, { type: 'constructor', data: {} }),
    ];
    expect(fold([opened, contact, ...odd]).attempts).toMatchObject([{ outcome: null, visits: [] }]);
  });
});
