-- Who may see a journey without a key. Kept apart from record and tables: neither an event nor computed from any.
create table access.journey_link (
  deal_id text collate "C" not null,
  -- SHA-256 of the token: whoever reads this table cannot open a journey by it.
  token_digest bytea primary key,
  created_at timestamptz not null default clock_timestamp(),
  revoked_at timestamptz
);
create unique index one_link_a_deal on access.journey_link (deal_id) where revoked_at is null;

grant usage on schema access to gemba_app;
grant select, insert on access.journey_link to gemba_app;
grant update (revoked_at) on access.journey_link to gemba_app;
