create view :views.quote_outcome as
  select deal_id, family_id, quote_ids, outcome, decided_at, decided_reason, first_sent_at, first_sent_reason,
    sendings, valid_until_at, valid_until_reason, accepted_after_expiry, amount_minor, currency, families_of_deal,
    deal_outcome, is_deal_won_by_quote, process_id, segment, channel, team_id, owner_id
  from :tables.quote_outcome;

-- Quotes as they stood at an instant: later ones out, a later decision undone, an open one past its validity expired.
drop function if exists :views.quote_outcome_as_of(timestamptz);
create function :views.quote_outcome_as_of(as_of timestamptz)
returns table (
  deal_id text, family_id text, outcome text, decided_at timestamptz, first_sent_at timestamptz, amount_minor bigint,
  currency text, segment text, team_id text
)
language sql stable security definer set search_path = pg_catalog
begin atomic
  select q.deal_id, q.family_id,
    case
      when q.outcome <> 'open' and (q.decided_at is null or q.decided_at <= as_of) then q.outcome
      when q.valid_until_at < as_of then 'expired'
      else 'open'
    end,
    case when q.decided_at <= as_of then q.decided_at when q.valid_until_at < as_of then q.valid_until_at end,
    q.first_sent_at, q.amount_minor, q.currency, q.segment, q.team_id
  from :tables.quote_outcome q
  where q.first_sent_at <= as_of;
end;
comment on function :views.quote_outcome_as_of(timestamptz) is 'Quote families as of an instant: what the customer decided later is undone, an open quote past its validity is expired (and accepted once it is accepted after all). Families whose sending has no known time are left out';
