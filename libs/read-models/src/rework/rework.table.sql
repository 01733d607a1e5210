create table :tables.rework (
  deal_id text collate "C" primary key,
  process_id text,
  segment text,
  work_items integer not null,
  unknown_actors integer not null,
  self_loop_repeat integer not null,
  self_loop_redo integer not null,
  self_loop_unknown integer not null,
  repetition_repeat integer not null,
  repetition_redo integer not null,
  repetition_unknown integer not null,
  ping_pongs integer not null,
  rework_hours double precision not null,
  chases integer not null,
  chase_hours double precision,
  chases_without_hours integer not null
);

comment on table :tables.rework is 'What was done again in a deal, and what was chased. A deal in which nobody is known to have worked has no row';
comment on column :tables.rework.deal_id is 'The deal, merged deals under the one that goes on';
comment on column :tables.rework.process_id is 'Process of the deal';
comment on column :tables.rework.segment is 'Customer segment of the deal, as last said';
comment on column :tables.rework.work_items is 'Pieces of work done (table work_item)';
comment on column :tables.rework.unknown_actors is 'Of work_items, pieces nobody is known to have done';
comment on column :tables.rework.self_loop_repeat is 'Work of the same activity as the piece just before it, by the same actor';
comment on column :tables.rework.self_loop_redo is 'Work of the same activity as the piece just before it, by another known actor';
comment on column :tables.rework.self_loop_unknown is 'Work of the same activity as the piece just before it, where one of the two actors is unknown';
comment on column :tables.rework.repetition_repeat is 'Work done in the deal before with other work between, by the actor who did it first';
comment on column :tables.rework.repetition_redo is 'Work done in the deal before with other work between, by another known actor than the one who did it first';
comment on column :tables.rework.repetition_unknown is 'Work done in the deal before with other work between, where one of the two actors is unknown';
comment on column :tables.rework.ping_pongs is 'How often work came back to an actor who had just passed it on (A, B, A; work of one actor in a row counts once; overlapping; never with an unknown actor)';
comment on column :tables.rework.rework_hours is 'Hours of logged effort of the kinds that the organisation calls rework (WorkItemsDefined); otherwise of the kinds rework and chase';
comment on column :tables.rework.chases is 'How often the receiver of a handover went after missing information';
comment on column :tables.rework.chase_hours is 'Hours spent on that, as far as said; NULL where there were chases and none says its hours';
comment on column :tables.rework.chases_without_hours is 'Chases that do not say their hours';
