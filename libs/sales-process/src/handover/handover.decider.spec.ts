import { type Event } from '@gemba/event-sourcing';
import { specifyDecider } from '@gemba/event-sourcing/testing';
import {
  type AcceptHandover,
  type RejectHandover,
  type SubmitHandover,
  type WithdrawHandover,
} from './handover.commands';
import { handoverDecider } from './handover.decider';
import { type HandoverEvent, type HandoverItem, type ItemDefect } from './handover.events';

const { given } = specifyDecider(handoverDecider);

const boundary = { handoverId: 'crm:h1', dealId: 'crm:1', fromTeam: 'sales', toTeam: 'order-desk' };
const account: HandoverItem = { key: 'account', required: true, applicable: true, value: 'crm:c7', valid: true };
const terms: HandoverItem = { key: 'terms', required: true, applicable: true, valid: false };
const complete = [account, { ...terms, value: 'net 30', valid: true }];

const submit = (submissionNo: number, items: readonly HandoverItem[], more: Partial<SubmitHandover> = {}) =>
  ({ type: 'SubmitHandover', ...boundary, submissionNo, items, ...more }) as const;
const take = (submissionNo: number, more: Partial<AcceptHandover> = {}) =>
  ({ type: 'AcceptHandover', handoverId: 'crm:h1', submissionNo, byTeam: 'order-desk', ...more }) as const;
const sendBack = (submissionNo: number, items: readonly ItemDefect[], more: Partial<RejectHandover> = {}) =>
  ({ type: 'RejectHandover', handoverId: 'crm:h1', submissionNo, byTeam: 'order-desk', items, ...more }) as const;
const withdraw = (submissionNo: number, more: Partial<WithdrawHandover> = {}) =>
  ({ type: 'WithdrawHandover', handoverId: 'crm:h1', submissionNo, byTeam: 'sales', ...more }) as const;

const submitted = (submissionNo: number, items: readonly HandoverItem[], by?: string): HandoverEvent => ({
  type: 'HandoverSubmitted',
  data: { ...boundary, submissionNo, items, ...(by === undefined ? {} : { by }) },
});
const ids = { handoverId: 'crm:h1', dealId: 'crm:1' };
const accepted: HandoverEvent = { type: 'HandoverAccepted', data: ids };
const missingTerms: ItemDefect = { key: 'terms', defect: 'missing' };
const rejected: HandoverEvent = { type: 'HandoverRejected', data: { ...ids, items: [missingTerms] } };
const withdrawn: HandoverEvent = { type: 'HandoverWithdrawn', data: { ...ids, reason: 'order changed' } };

describe('submitting', () => {
  it('records what was handed over, complete or not, once', () => {
    given().when(submit(1, complete)).recordsOnce(submitted(1, complete));
    given()
      .when(submit(1, [account, terms]))
      .recordsOnce(submitted(1, [account, terms]));
  });

  it('counts the submissions', () => {
    given(submitted(1, [account, terms]), rejected)
      .when(submit(2, complete))
      .recordsOnce(submitted(2, complete));
    given(submitted(1, complete), withdrawn).when(submit(2, complete)).recordsOnce(submitted(2, complete));
    given().when(submit(2, complete)).refuses('submission-number', 'submissionNo');
    given(submitted(1, complete), rejected).when(submit(3, complete)).refuses('submission-number', 'submissionNo');
  });

  it('writes nothing for a submission that arrives again after the handover moved on', () => {
    const past = [submitted(1, [account, terms]), rejected, submitted(2, complete), accepted];
    given(...past)
      .when(submit(1, [account, terms]))
      .recordsNothing();
    given(...past)
      .when(submit(2, complete))
      .recordsNothing();
  });

  it('never gives one number to two contents', () => {
    given(submitted(1, complete))
      .when(submit(1, [account]))
      .refuses('submission-differs', 'submissionNo');
  });

  it('never goes to the sender itself', () => {
    given()
      .when(submit(1, complete, { toTeam: 'sales' }))
      .refuses('receiver-is-sender', 'toTeam');
  });

  it('names items, each once', () => {
    given().when(submit(1, [])).refuses('no-items', 'items');
    given()
      .when(submit(1, [account, account]))
      .refuses('item-twice', 'items');
  });

  it('waits for the receiver’s answer', () => {
    given(submitted(1, complete)).when(submit(2, complete)).refuses('submission-pending');
  });

  it('ends with acceptance', () => {
    given(submitted(1, complete), accepted).when(submit(2, complete)).refuses('already-accepted');
  });

  it.each(['dealId', 'fromTeam', 'toTeam'] as const)('keeps its %s', (field) => {
    given(submitted(1, complete), rejected)
      .when(submit(2, complete, { [field]: 'other' }))
      .refuses('other-handover', field);
  });

  it('is held against the receiver’s checklist: what it requires and the sender left out is missing', () => {
    const checklist = [
      { key: 'account', required: true, weight: 2 },
      { key: 'terms', required: true, weight: 1 },
    ];
    const seen = [
      { ...account, weight: 2 },
      { ...terms, weight: 1 },
    ];
    const modest = { ...account, required: false };
    given()
      .when(submit(1, [modest], { checklist }))
      .recordsOnce(submitted(1, seen));
    given(submitted(1, seen)).when(take(1)).refuses('incomplete', 'items');
  });

  it('keeps what the sender adds to the checklist', () => {
    const checklist = [{ key: 'account', required: true, weight: 2 }];
    given()
      .when(submit(1, complete, { checklist }))
      .recordsOnce(submitted(1, [{ ...account, weight: 2 }, complete[1]!]));
  });
});

describe('accepting', () => {
  it('takes a complete submission, once', () => {
    given(submitted(1, complete)).when(take(1)).recordsOnce(accepted);
  });

  it.each([
    ['missing', { ...terms, valid: true }],
    ['blank', { ...terms, value: ' ', valid: true }],
    ['invalid', { ...terms, value: 'net 30', valid: false }],
  ])('is impossible while a mandatory applicable item is %s', (_fault, item) => {
    given(submitted(1, [account, item]))
      .when(take(1))
      .refuses('incomplete', 'items');
  });

  it('names each faulty item and its fault', () => {
    const decision = handoverDecider.decide(
      take(1),
      [submitted(1, [{ ...account, valid: false }, terms])].reduce(handoverDecider.evolve, handoverDecider.initial),
    );
    expect(decision).toMatchObject({
      refusal: { message: expect.stringContaining('account (invalid), terms (missing)') as string },
    });
  });

  it.each([
    ['optional', { ...terms, required: false }],
    ['not applicable', { ...terms, applicable: false }],
  ])('does not wait for an item that is %s', (_why, item) => {
    given(submitted(1, [account, item]))
      .when(take(1))
      .recordsOnce(accepted);
  });

  it('is the receiver’s alone', () => {
    given(submitted(1, complete))
      .when(take(1, { byTeam: 'sales' }))
      .refuses('not-the-receiver', 'byTeam');
    given(submitted(1, complete))
      .when(take(1, { byTeam: 'warehouse' }))
      .refuses('not-the-receiver', 'byTeam');
  });

  it('is nothing for the person who submitted, in whichever team', () => {
    given(submitted(1, complete, 'crm:u3'))
      .when(take(1, { by: 'crm:u3' }))
      .refuses('receiver-is-sender', 'by');
    given(submitted(1, complete, 'crm:u3'))
      .when(take(1, { by: 'crm:u9' }))
      .recordsOnce(accepted);
  });

  it('needs a submission', () => {
    given().when(take(1)).refuses('submission-unknown', 'submissionNo');
    given(submitted(1, complete)).when(take(2)).refuses('submission-unknown', 'submissionNo');
  });

  it('comes too late for a submission that was rejected or withdrawn', () => {
    given(submitted(1, complete), rejected).when(take(1)).refuses('already-rejected');
    given(submitted(1, complete), withdrawn).when(take(1)).refuses('already-withdrawn');
  });
});

describe('rejecting', () => {
  const pending = submitted(1, [account, terms]);

  it('sends the submission back, naming items, once', () => {
    given(pending)
      .when(sendBack(1, [missingTerms]))
      .recordsOnce(rejected);
  });

  it('may find a complete submission wrong all the same', () => {
    const items: ItemDefect[] = [{ key: 'account', defect: 'wrong', note: 'another legal entity' }];
    given(submitted(1, complete))
      .when(sendBack(1, items))
      .recordsOnce({ type: 'HandoverRejected', data: { ...ids, items } });
  });

  it('names items of the submission, each once', () => {
    given(pending).when(sendBack(1, [])).refuses('no-items', 'items');
    given(pending)
      .when(sendBack(1, [missingTerms, missingTerms]))
      .refuses('item-twice', 'items');
    given(pending)
      .when(sendBack(1, [{ key: 'licence', defect: 'missing' }]))
      .refuses('item-unknown', 'items');
  });

  it('writes nothing when it arrives again after the next submission', () => {
    given(pending, rejected, submitted(2, complete))
      .when(sendBack(1, [missingTerms]))
      .recordsNothing();
  });

  it('is not said twice with different reasons', () => {
    given(pending, rejected)
      .when(sendBack(1, [{ key: 'account', defect: 'wrong' }]))
      .refuses('already-rejected');
  });

  it('is the receiver’s alone, and comes too late after acceptance', () => {
    given(pending)
      .when(sendBack(1, [missingTerms], { byTeam: 'sales' }))
      .refuses('not-the-receiver', 'byTeam');
    given(submitted(1, complete), accepted)
      .when(sendBack(1, [missingTerms]))
      .refuses('already-accepted');
    given()
      .when(sendBack(1, [missingTerms]))
      .refuses('submission-unknown', 'submissionNo');
  });
});

describe('withdrawing', () => {
  it('takes a pending submission back, once, with or without a reason', () => {
    given(submitted(1, complete))
      .when(withdraw(1, { reason: 'order changed' }))
      .recordsOnce(withdrawn);
    given(submitted(1, complete)).when(withdraw(1)).recordsOnce({ type: 'HandoverWithdrawn', data: ids });
  });

  it('is the sender’s alone', () => {
    given(submitted(1, complete))
      .when(withdraw(1, { byTeam: 'order-desk' }))
      .refuses('not-the-sender', 'byTeam');
  });

  it('comes too late after a verdict, and needs a submission', () => {
    given(submitted(1, complete), accepted).when(withdraw(1)).refuses('already-accepted');
    given(submitted(1, complete), rejected).when(withdraw(1)).refuses('already-rejected');
    given().when(withdraw(1)).refuses('submission-unknown', 'submissionNo');
  });
});

describe('facts in a handover’s stream', () => {
  it.each<HandoverEvent | Event<'ActivityRecorded', { activity: string }>>([
    { type: 'InformationChased', data: { ...ids, key: 'terms', hours: 2 } },
    { type: 'MissingInformationReported', data: { ...ids, key: 'terms' } },
    { type: 'ActivityRecorded', data: { activity: 'looked at' } },
  ])('that tell of $type leave the decision as it was', (fact) => {
    given(submitted(1, complete), fact).when(take(1)).recordsOnce(accepted);
  });

  it('that tell of a verdict without a submission are borne', () => {
    given(accepted, rejected, withdrawn).when(submit(1, complete)).recordsOnce(submitted(1, complete));
  });
});
