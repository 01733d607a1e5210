-- Which table concluded it, and whether this entry says that it holds or that it no longer does. The last entry of a
-- conclusion is what Gemba believes of it.
alter table :tables.journal
  add column table_name text not null,
  add column conclusion_id uuid not null,
  add column holds boolean not null;
create index on :tables.journal (table_name, subject collate "C", conclusion_id, entry_id desc);
