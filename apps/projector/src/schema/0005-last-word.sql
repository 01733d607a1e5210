-- Whether an entry is the last word on its conclusion is asked for every entry that anybody reads.
create index on :tables.journal (table_name, conclusion_id, entry_id);
