create table :tables.handoff_pair (
  group_id text collate "C" primary key,
  process_id text,
  version_scope text not null,
  version integer,
  origin text not null,
  party_kind text not null,
  pair_scope text not null,
  from_party text,
  to_party text,
  n integer not null,
  withdrawn_n integer not null,
  unknown_time_n integer not null,
  pending_n integer not null,
  accepted_n integer not null,
  judged_n integer not null,
  complete_and_accurate_n integer not null,
  scored_n integer not null,
  complete_rate double precision,
  complete_rate_lo double precision,
  complete_rate_hi double precision,
  complete_rate_reason text,
  mean_completeness double precision,
  first_pass_rate double precision,
  first_pass_rate_lo double precision,
  first_pass_rate_hi double precision,
  first_pass_rate_reason text,
  pca double precision,
  pca_lo double precision,
  pca_hi double precision,
  pca_reason text,
  rejection_rate double precision,
  rejection_rate_lo double precision,
  rejection_rate_hi double precision,
  rejection_rate_reason text,
  complete_judged_n integer not null,
  false_complete_rate double precision,
  false_complete_rate_lo double precision,
  false_complete_rate_hi double precision,
  false_complete_rate_reason text,
  accept_p50_s double precision,
  accept_p50_low_s double precision,
  accept_p50_high_s double precision,
  accept_p90_s double precision,
  accept_p50_bs double precision,
  accept_p90_bs double precision,
  receiver_wait_s double precision not null,
  rework_s double precision not null,
  rework_share double precision,
  returns integer not null,
  ping_pongs integer not null,
  chased_n integer not null,
  chase_hours double precision not null,
  chase_hours_unknown_n integer not null,
  chain json not null,
  rolled_pca double precision,
  rolled_pca_lo double precision,
  rolled_pca_hi double precision,
  rolled_pca_reason text,
  min_n integer not null,
  as_of timestamptz not null
);

comment on table :tables.handoff_pair is 'What passes between two parties, and through the whole chain of a process, as of an instant: how complete by the sender''s word, how usable by the receiver''s, how long until accepted. Associations, not causes';
comment on column :tables.handoff_pair.group_id is 'Names the row: process, version, origin and parties as one text';
comment on column :tables.handoff_pair.process_id is 'Process; NULL: deals that name none';
comment on column :tables.handoff_pair.version_scope is 'all: every version together; one: the version of this row';
comment on column :tables.handoff_pair.version is 'Process version; NULL over all versions, and for deals that no version binds';
comment on column :tables.handoff_pair.origin is 'recorded: the source tells of the handovers; derived: seen by the organisation''s rule';
comment on column :tables.handoff_pair.party_kind is 'What hands over: team or person';
comment on column :tables.handoff_pair.pair_scope is 'pair: between the two parties of this row; chain: all pairs of the process together';
comment on column :tables.handoff_pair.from_party is 'Who hands over; NULL for the chain, and where nobody said';
comment on column :tables.handoff_pair.to_party is 'Who takes over; NULL for the chain, and where nobody said';
comment on column :tables.handoff_pair.n is 'Handovers submitted by the as-of, those withdrawn before an answer left out';
comment on column :tables.handoff_pair.withdrawn_n is 'Handovers left out since the sender withdrew them before an answer';
comment on column :tables.handoff_pair.unknown_time_n is 'Handovers left out since nobody knows when they were submitted';
comment on column :tables.handoff_pair.pending_n is 'Of n, neither accepted nor withdrawn by the as-of';
comment on column :tables.handoff_pair.accepted_n is 'Of n, accepted by the as-of';
comment on column :tables.handoff_pair.judged_n is 'Of n, the receiver had answered the first submission';
comment on column :tables.handoff_pair.complete_and_accurate_n is 'Of judged_n, the receiver could use the work as it came';
comment on column :tables.handoff_pair.scored_n is 'Of n, something was required, so that there is a completeness';
comment on column :tables.handoff_pair.complete_rate is '0 to 1: share whose first submission had all that was required, by the sender''s word (scored_n is its n); NULL with a reason';
comment on column :tables.handoff_pair.complete_rate_lo is 'Lower end of the 95 % Wilson interval of complete_rate';
comment on column :tables.handoff_pair.complete_rate_hi is 'Upper end of the 95 % Wilson interval of complete_rate';
comment on column :tables.handoff_pair.complete_rate_reason is 'no_cases: NULL; insufficient: scored_n is below min_n, so that no judgement rests on it';
comment on column :tables.handoff_pair.mean_completeness is '0 to 1: mean completeness of the first submissions (scored_n is its n); NULL without any';
comment on column :tables.handoff_pair.first_pass_rate is '0 to 1: share accepted on the first submission with nothing found wrong later (judged_n is its n); NULL with a reason';
comment on column :tables.handoff_pair.first_pass_rate_lo is 'Lower end of the 95 % Wilson interval of first_pass_rate';
comment on column :tables.handoff_pair.first_pass_rate_hi is 'Upper end of the 95 % Wilson interval of first_pass_rate';
comment on column :tables.handoff_pair.first_pass_rate_reason is 'no_cases: NULL; insufficient: judged_n is below min_n, so that no judgement rests on it';
comment on column :tables.handoff_pair.pca is '0 to 1: percent complete and accurate: share that the receiver could use as it came; never mixed with completeness (judged_n is its n); NULL with a reason';
comment on column :tables.handoff_pair.pca_lo is 'Lower end of the 95 % Wilson interval of pca';
comment on column :tables.handoff_pair.pca_hi is 'Upper end of the 95 % Wilson interval of pca';
comment on column :tables.handoff_pair.pca_reason is 'no_cases: NULL; insufficient: judged_n is below min_n, so that no judgement rests on it';
comment on column :tables.handoff_pair.rejection_rate is '0 to 1: share that the receiver sent back at least once (judged_n is its n); NULL with a reason';
comment on column :tables.handoff_pair.rejection_rate_lo is 'Lower end of the 95 % Wilson interval of rejection_rate';
comment on column :tables.handoff_pair.rejection_rate_hi is 'Upper end of the 95 % Wilson interval of rejection_rate';
comment on column :tables.handoff_pair.rejection_rate_reason is 'no_cases: NULL; insufficient: judged_n is below min_n, so that no judgement rests on it';
comment on column :tables.handoff_pair.complete_judged_n is 'Of judged_n, those whose first submission was complete by the sender''s word';
comment on column :tables.handoff_pair.false_complete_rate is '0 to 1: share of work called complete by its sender that was no first pass (complete_judged_n is its n); NULL with a reason';
comment on column :tables.handoff_pair.false_complete_rate_lo is 'Lower end of the 95 % Wilson interval of false_complete_rate';
comment on column :tables.handoff_pair.false_complete_rate_hi is 'Upper end of the 95 % Wilson interval of false_complete_rate';
comment on column :tables.handoff_pair.false_complete_rate_reason is 'no_cases: NULL; insufficient: complete_judged_n is below min_n, so that no judgement rests on it';
comment on column :tables.handoff_pair.accept_p50_s is 'Calendar seconds within which half are accepted (Kaplan-Meier; pending ones count as waiting at least so long); NULL where fewer are';
comment on column :tables.handoff_pair.accept_p50_low_s is 'Lower end of the 95 % interval of accept_p50_s (log-log)';
comment on column :tables.handoff_pair.accept_p50_high_s is 'Upper end of the 95 % interval of accept_p50_s; NULL where the data set no bound';
comment on column :tables.handoff_pair.accept_p90_s is 'Calendar seconds within which nine of ten are accepted; NULL where fewer are';
comment on column :tables.handoff_pair.accept_p50_bs is 'accept_p50_s in business seconds';
comment on column :tables.handoff_pair.accept_p90_bs is 'accept_p90_s in business seconds';
comment on column :tables.handoff_pair.receiver_wait_s is 'Calendar seconds that accepted work was with the receiver before acceptance, summed';
comment on column :tables.handoff_pair.rework_s is 'Calendar seconds that accepted work was back with the sender, summed';
comment on column :tables.handoff_pair.rework_share is '0 to 1: rework_s as a share of the two; NULL where both are 0';
comment on column :tables.handoff_pair.returns is 'How often work was sent back by its receiver';
comment on column :tables.handoff_pair.ping_pongs is 'returns, and handovers that carry work straight back to where it came from';
comment on column :tables.handoff_pair.chased_n is 'Handovers of which something was chased';
comment on column :tables.handoff_pair.chase_hours is 'Hours spent on chasing, as far as said';
comment on column :tables.handoff_pair.chase_hours_unknown_n is 'Of chased_n, handovers none of whose chases says its hours';
comment on column :tables.handoff_pair.chain is 'The pairs that rolled_pca is the product of, in the order of the version; empty for a pair';
comment on column :tables.handoff_pair.rolled_pca is '0 to 1: product of pca over the chain that the version lays down (without one: over the pairs seen), the pairs taken as independent; NULL with a reason, and for a pair';
comment on column :tables.handoff_pair.rolled_pca_lo is 'Lower end of the 95 % interval of rolled_pca, put together from the Wilson intervals of the pairs on the log scale';
comment on column :tables.handoff_pair.rolled_pca_hi is 'Upper end of the 95 % interval of rolled_pca';
comment on column :tables.handoff_pair.rolled_pca_reason is 'no_handovers, pair_without_judged_handovers: NULL; insufficient: judged_n of a pair is below min_n';
comment on column :tables.handoff_pair.min_n is 'Below this many cases a rate is insufficient. Default: 30';
comment on column :tables.handoff_pair.as_of is 'Nothing that happened later counts';
