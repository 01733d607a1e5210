import fc from 'fast-check';
import { type Context, contextOf } from '../../context';
import { type HistoryEvent } from '../../history';
import {
  conversation,
  correction,
  deal,
  handover,
  instant,
  organisation,
  processOf,
  publishedVersion,
} from '../../testing';
import { foldDealCase } from '../fold-deal-case';

const none = contextOf([]);
const desk = handover('crm:h1');
const tell = deal('crm:1');
const boundary = { dealId: 'crm:1', fromTeam: 'sales', toTeam: 'desk' };
const item = (key: string, more: object = {}) => ({
  key,
  required: true,
  applicable: true,
  value: 'x',
  valid: true,
  ...more,
});
const missing = (key: string, more: object = {}) => ({ key, required: true, applicable: true, valid: false, ...more });
const submits = (submissionNo: number, at: string, items: ReturnType<typeof missing>[] = [item('account')]) =>
  desk('HandoverSubmitted', at, { ...boundary, submissionNo, items }, { actorId: 'crm:rep' });
const accepts = (at: string) => desk('HandoverAccepted', at, { dealId: 'crm:1' }, { actorId: 'crm:clerk' });
const rejects = (at: string, key = 'account') =>
  desk('HandoverRejected', at, { dealId: 'crm:1', items: [{ key, defect: 'wrong' }] });

const fold = (events: readonly HistoryEvent[], context: Context = none) =>
  foldDealCase('crm:1', events, context).handovers;
const only = (events: readonly HistoryEvent[], context?: Context) => {
  const [first, ...more] = fold(events, context);
  expect(more).toEqual([]);
  return first!;
};
const verdicts = (events: readonly HistoryEvent[]) => only(events).submissions.map(({ verdict }) => verdict);

describe('a recorded handover', () => {
  it('goes to and fro until it is accepted', () => {
    const told = only([
      submits(1, '2026-03-02 09:00'),
      rejects('2026-03-02 10:00'),
      submits(2, '2026-03-02 12:00'),
      accepts('2026-03-02 13:00'),
    ]);
    expect(told).toMatchObject({
      handoverId: 'crm:h1',
      origin: 'recorded',
      fromParty: 'sales',
      toParty: 'desk',
      accepted: { at: instant('2026-03-02 13:00') },
      submissions: [
        {
          no: 1,
          senderId: 'crm:rep',
          verdict: 'rejected',
          defects: [{ key: 'account', defect: 'wrong', how: 'rejection' }],
        },
        { no: 2, verdict: 'accepted', judgeId: 'crm:clerk', defects: [] },
      ],
      withSender: [{ from: { at: instant('2026-03-02 10:00') }, to: { at: instant('2026-03-02 12:00') } }],
    });
  });

  it('takes a submission told twice under one number for one, with the last word on its items', () => {
    const told = only([submits(1, '2026-03-02 09:00'), submits(1, '2026-03-02 09:30', [missing('account')])]);
    expect(told.submissions).toMatchObject([{ submitted: { at: instant('2026-03-02 09:00') }, completeness: 0 }]);
  });

  it('lets a submission under a new number replace a pending one', () => {
    expect(verdicts([submits(1, '2026-03-02 09:00'), submits(2, '2026-03-02 10:00')])).toEqual(['replaced', 'pending']);
  });

  it('is accepted after a rejection without a new submission, whose rejection stands', () => {
    const events = [submits(1, '2026-03-02 09:00'), rejects('2026-03-02 10:00'), accepts('2026-03-02 11:00')];
    expect(verdicts(events)).toEqual(['rejected']);
    expect(only(events)).toMatchObject({ accepted: { at: instant('2026-03-02 11:00') }, withSender: [{ to: {} }] });
  });

  it('is no longer accepted when it is sent back after all: the defect had escaped', () => {
    const told = only([submits(1, '2026-03-02 09:00'), accepts('2026-03-02 10:00'), rejects('2026-03-05 10:00')]);
    expect(told).toMatchObject({ accepted: null, returns: [{ at: instant('2026-03-05 10:00') }] });
    expect(told.submissions).toMatchObject([{ verdict: 'accepted', defects: [{ how: 'escape', defect: 'wrong' }] }]);
  });

  it('counts a rejection told twice once, and adds what the second one names', () => {
    const told = only([
      submits(1, '2026-03-02 09:00'),
      rejects('2026-03-02 10:00'),
      rejects('2026-03-02 10:05', 'terms'),
    ]);
    expect(told.returns).toHaveLength(1);
    expect(told.submissions[0]!.defects.map(({ key }) => key)).toEqual(['account', 'terms']);
  });

  it('with a verdict on nothing has a submission of which nothing is known', () => {
    expect(only([accepts('2026-03-02 10:00')])).toMatchObject({
      fromParty: null,
      submissions: [{ submitted: null, items: [], completeness: null, verdict: 'accepted' }],
    });
  });

  it('is withdrawn by the sender, and goes on when submitted anew', () => {
    const withdrawn = desk('HandoverWithdrawn', '2026-03-02 10:00', { dealId: 'crm:1' });
    expect(only([submits(1, '2026-03-02 09:00'), withdrawn]).withdrawn).toMatchObject({
      at: instant('2026-03-02 10:00'),
    });
    const again = [submits(1, '2026-03-02 09:00'), withdrawn, submits(2, '2026-03-02 11:00')];
    expect(only(again).withdrawn).toBeNull();
    expect(verdicts(again)).toEqual(['withdrawn', 'pending']);
  });

  it('knows what was chased, and what was reported before and after acceptance', () => {
    const reported = (at: string) => desk('MissingInformationReported', at, { dealId: 'crm:1', key: 'terms' });
    const told = only([
      submits(1, '2026-03-02 09:00'),
      reported('2026-03-02 09:10'),
      desk('InformationChased', '2026-03-02 09:30', { dealId: 'crm:1', key: 'terms', hours: 1.5 }),
      accepts('2026-03-02 10:00'),
      reported('2026-03-09 10:00'),
    ]);
    expect(told.reports).toHaveLength(1);
    expect(told.chases).toMatchObject([{ key: 'terms', hours: 1.5 }]);
    expect(told.submissions[0]!.defects).toMatchObject([{ key: 'terms', defect: 'missing', how: 'escape' }]);
  });

  it('bears a correction that left no sense in it', () => {
    const odd = submits(1, '2026-03-02 09:00');
    const nonsense = {
      dealId: 'crm:1',
      items: [null, 7, { key: 'a' }, { key: 'a', value: 'x', valid: true }, { key: 4 }],
    };
    expect(only([odd, correction(odd, 2, { type: 'HandoverSubmitted', data: nonsense })]).submissions[0]).toMatchObject(
      {
        items: [{ key: 'a', state: 'missing', required: true, applicable: true, weight: 1 }],
        completeness: 0,
      },
    );
  });
});

describe('completeness', () => {
  const share = (items: ReturnType<typeof missing>[], context?: Context) =>
    only(
      [tell('DealOpened', '2026-03-01 09:00', { processId: 'sale' }), submits(1, '2026-03-02 09:00', items)],
      context,
    ).submissions[0]!.completeness;

  it('is the weighted share of what is required and applies', () => {
    const items = [item('account', { weight: 3 }), missing('terms'), missing('licence', { applicable: false })];
    expect(share([...items, missing('note', { required: false })])).toBe(0.75);
  });

  it('counts what is blank as missing and what the sender knows to be wrong as invalid', () => {
    const told = only([submits(1, '2026-03-02 09:00', [item('a', { value: ' ' }), item('b', { valid: false })])]);
    expect(told.submissions[0]!.items.map(({ state }) => state)).toEqual(['missing', 'invalid']);
  });

  it('is unknown where nothing is required', () => {
    expect(share([missing('licence', { applicable: false })])).toBeNull();
    expect(share([missing('account', { weight: 0 })])).toBeNull();
  });

  it('is 1 to the last digit where all is there, whatever the weights', () => {
    const weights = fc.array(fc.double({ min: 0.001, max: 1000, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(weights, (some) => expect(share(some.map((weight, i) => item(`i${i}`, { weight })))).toBe(1)),
    );
  });

  const asked = (key: string, weight: number, required = true) => ({ key, weight, required });
  const version = (afterSteps: readonly string[], items: ReturnType<typeof asked>[]) =>
    contextOf([
      ...publishedVersion('sale', 1, '2026-01-01 00:00', { contact: 60, offer: 60 }),
      ...afterSteps.map((afterStepKey) =>
        processOf('sale')('HandoverDefined', '2025-12-31 00:00', {
          version: 1,
          key: `after-${afterStepKey}`,
          afterStepKey,
          fromTeam: 'sales',
          toTeam: 'desk',
          items,
        }),
      ),
    ]);

  it('takes weights and what is required from the version that binds the deal, and misses what nobody named', () => {
    const context = version(['offer'], [asked('account', 2), asked('terms', 1), asked('note', 1, false)]);
    const told = only(
      [
        tell('DealOpened', '2026-03-01 09:00', { processId: 'sale' }),
        submits(1, '2026-03-02 09:00', [item('account', { weight: 9, required: false }), item('extra', { weight: 1 })]),
      ],
      context,
    );
    expect(told.boundaryKey).toBe('after-offer');
    expect(told.submissions[0]).toMatchObject({
      completeness: 0.75,
      items: [
        { key: 'account', weight: 2, weightSource: 'version', required: true },
        { key: 'extra', weight: 1, weightSource: 'item' },
        { key: 'terms', weight: 1, weightSource: 'version', state: 'missing' },
        { key: 'note', required: false, state: 'missing' },
      ],
    });
  });

  it('asks for what the step demands where a version knows several handovers between two teams', () => {
    const context = version(['contact', 'offer'], [asked('account', 2)]);
    const opened = tell('DealOpened', '2026-03-01 09:00', { processId: 'sale' });
    const inOffer = tell('StepEntered', '2026-03-01 10:00', { stepKey: 'offer' });
    expect(only([opened, inOffer, submits(1, '2026-03-02 09:00')], context).boundaryKey).toBe('after-offer');
    expect(only([opened, submits(1, '2026-03-02 09:00')], context).boundaryKey).toBeNull();
  });
});

describe('a derived handover', () => {
  const rule = (boundaries: object[], more: object = {}) =>
    contextOf([
      organisation('acme')('HandoverDerivationDefined', '2026-01-01 00:00', {
        version: 1,
        boundaries: boundaries as never,
        ...more,
      }),
      ...['ann', 'bob', 'cyd'].map((personId) =>
        organisation('acme')('MemberJoined', '2026-01-01 00:00', {
          personId,
          teamId: personId === 'cyd' ? 'south' : 'north',
        }),
      ),
    ]);
  const account = { key: 'account', field: 'customerId' };
  const opened = tell('DealOpened', '2026-03-01 09:00', { ownerId: 'ann', segment: 'small' });
  const owner = (to: string, at: string) => tell('OwnerChanged', at, { to });
  const shown = (events: readonly HistoryEvent[], context: Context) =>
    fold(events, context).map(({ boundaryKey, fromParty, toParty }) => `${boundaryKey}: ${fromParty} → ${toParty}`);

  it('is seen where the owner changes, between persons; where the team changes, between teams', () => {
    const events = [opened, owner('bob', '2026-03-02 09:00'), owner('cyd', '2026-03-03 09:00')];
    const context = rule([
      { key: 'owner', on: 'owner-change', items: [account] },
      { key: 'team', on: 'team-change', items: [account] },
    ]);
    expect(shown(events, context)).toEqual(['owner: ann → bob', 'owner: bob → cyd', 'team: north → south']);
    expect(fold(events, context)[0]).toMatchObject({ origin: 'derived', partyKind: 'person', accepted: null });
  });

  it('is seen at the opening, at the entry of a step and at closing, with the parties that the rule names', () => {
    const context = rule([
      { key: 'lead', on: 'opening', from: 'marketing', items: [account] },
      { key: 'design', on: 'step-entry', only: ['design'], to: 'engineering', items: [account] },
      { key: 'order', on: 'closing', only: ['won'], to: 'desk', items: [account] },
    ]);
    const enters = (stepKey: string, at: string) => tell('StepEntered', at, { stepKey });
    const events = [
      opened,
      enters('contact', '2026-03-02 09:00'),
      enters('design', '2026-03-03 09:00'),
      enters('design', '2026-03-03 10:00'),
      enters('contact', '2026-03-04 09:00'),
      enters('design', '2026-03-05 09:00'),
    ];
    const designs = ['design: north → engineering', 'design: north → engineering'];
    const won = tell('DealWon', '2026-03-09 09:00', {});
    expect(shown([...events, won], context)).toEqual(['lead: marketing → north', ...designs, 'order: north → desk']);
    expect(shown([...events, tell('DealLost', '2026-03-09 09:00', {})], context)).toEqual([
      'lead: marketing → north',
      ...designs,
    ]);
  });

  it('lacks what came later, which is late, and what never came, which is missing', () => {
    const context = rule([
      {
        key: 'lead',
        on: 'opening',
        items: [account, { key: 'plan', field: 'paperwork:plan' }, { key: 'size', field: 'segment' }],
      },
    ]);
    const named = tell('DealAmended', '2026-03-04 09:00', { field: 'customerId', to: 'crm:c1' });
    const [submission] = only([opened, named], context).submissions;
    expect(submission).toMatchObject({ verdict: 'unjudged', completeness: 1 / 3 });
    expect(submission!.defects).toMatchObject([
      { key: 'account', defect: 'late', how: 'derived', found: { at: instant('2026-03-04 09:00') } },
      { key: 'plan', defect: 'missing' },
    ]);
  });

  it('takes what is said in the same instant as there', () => {
    const named = tell('DealAmended', '2026-03-01 09:00', { field: 'customerId', to: 'crm:c1' });
    const context = rule([{ key: 'lead', on: 'opening', items: [account] }]);
    expect(only([opened, named], context).submissions[0]!.completeness).toBe(1);
  });

  it('asks for conditional items only where they apply', () => {
    const licence = { key: 'licence', field: 'paperwork:licence', appliesWhen: { field: 'segment', in: ['defence'] } };
    const context = rule([{ key: 'lead', on: 'opening', items: [licence] }]);
    expect(only([opened], context).submissions[0]).toMatchObject({ completeness: null, defects: [] });
    const defence = tell('DealOpened', '2026-03-01 09:00', { segment: 'defence' });
    expect(only([defence], context).submissions[0]!.completeness).toBe(0);
  });

  it('gives way to a handover that the source tells of', () => {
    const context = rule([{ key: 'lead', on: 'opening', items: [account] }]);
    expect(fold([opened, submits(1, '2026-03-02 09:00')], context).map(({ origin }) => origin)).toEqual(['recorded']);
  });

  it('follows the rule of its own process before that for all', () => {
    const boundaries = [{ key: 'own', on: 'opening' as const, items: [account] }];
    const own = organisation('acme')('HandoverDerivationDefined', '2026-01-01 00:00', {
      version: 1,
      processId: 'crm:sale',
      boundaries,
    });
    const general = organisation('acme')('HandoverDerivationDefined', '2026-01-01 00:00', {
      version: 9,
      boundaries: [],
    });
    const context = contextOf([own, general]);
    expect(fold([tell('DealOpened', '2026-03-01 09:00', { processId: 'crm:sale' })], context)).toHaveLength(1);
    expect(fold([tell('DealOpened', '2026-03-01 09:00', { processId: 'crm:other' })], context)).toEqual([]);
  });
});

describe('the handovers of a deal', () => {
  it('are the same for any order of arrival, told however often', () => {
    const at = fc.constantFrom('2026-03-02 09:00', '2026-03-02 10:00', '2026-03-02 11:00', '2026-03-02 12:00');
    const event = fc.oneof(
      fc.tuple(fc.integer({ min: 1, max: 3 }), at).map(([no, when]) => submits(no, when, [missing('account')])),
      at.map((when) => accepts(when)),
      at.map((when) => rejects(when)),
      at.map((when) => desk('HandoverWithdrawn', when, { dealId: 'crm:1' })),
      at.map((when) => desk('InformationChased', when, { dealId: 'crm:1', key: 'account', hours: 1 })),
      at.map((when) => conversation('crm:c')('FollowUpSent', when, { medium: 'phone' })),
    );
    const arrived = fc
      .array(event, { maxLength: 10 })
      .chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })));
    fc.assert(
      fc.property(arrived, ([events, shuffled]) => {
        expect(fold([...shuffled, ...events.slice(0, 2)])).toEqual(fold(events));
      }),
      { numRuns: 300 },
    );
  });
});
