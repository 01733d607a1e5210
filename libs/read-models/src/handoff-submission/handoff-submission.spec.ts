import { contextOf } from '../context';
import { foldDealCase } from '../deal-case';
import { type HistoryEvent } from '../history';
import { handover } from '../testing';
import { handoffSubmissionRows } from './handoff-submission.rows';

const tell = handover('crm:h1');
const item = (key: string, value: string | null, valid = true) => ({
  key,
  required: true,
  applicable: true,
  valid,
  ...(value === null ? {} : { value }),
});
const submits = (submissionNo: number, at: string, items: readonly ReturnType<typeof item>[]) =>
  tell('HandoverSubmitted', at, {
    dealId: 'crm:1',
    fromTeam: 'sales',
    toTeam: 'desk',
    submissionNo,
    items,
    by: 'crm:rep',
  });
const rows = (...events: readonly HistoryEvent[]) =>
  handoffSubmissionRows(foldDealCase('crm:1', events, contextOf([])));

describe('handoff_submission', () => {
  const first = submits(1, '2026-03-02 09:00', [item('account', 'x'), item('terms', null), item('plan', 'y', false)]);
  const items = [{ key: 'terms', defect: 'missing' } as const, { key: 'plan', defect: 'invalid' } as const];
  const rejected = tell('HandoverRejected', '2026-03-02 10:30', { items }, { actorId: 'crm:clerk' });

  it('has how complete each submission was, and what the receiver made of it', () => {
    expect(rows(first, rejected, submits(2, '2026-03-03 09:00', [item('account', 'x')]))).toMatchObject([
      {
        submission_no: 1,
        sender_id: 'crm:rep',
        completeness: 1 / 3,
        counted_items: 3,
        missing_items: 1,
        invalid_items: 1,
        verdict: 'rejected',
        judge_id: 'crm:clerk',
        wait_s: 5400,
        rejected_items: 2,
        escaped_items: 0,
      },
      { submission_no: 2, completeness: 1, verdict: 'pending', judged_at: null, wait_s: null, wait_reason: 'pending' },
    ]);
  });

  it('has a row for a verdict on a submission that nobody told of', () => {
    expect(rows(rejected)).toMatchObject([
      {
        submitted_at: null,
        submitted_reason: 'never_submitted',
        completeness: null,
        completeness_reason: 'never_submitted',
        wait_reason: 'time_unknown',
        rejected_items: 2,
      },
    ]);
  });

  it('counts an item that escaped twice once', () => {
    const accepted = tell('HandoverAccepted', '2026-03-02 10:00', {});
    const escaped = (at: string) => tell('MissingInformationReported', at, { key: 'terms' });
    const told = [first, accepted, escaped('2026-03-05 09:00'), escaped('2026-03-06 09:00')];
    expect(rows(...told)).toMatchObject([{ verdict: 'accepted', escaped_items: 1 }]);
  });
});
