-- Messages of a topic have a key.

alter table intake.quarantine add column message_key bytea;

comment on column intake.quarantine.message_key is 'Key of the message on its topic, byte for byte; null where it had none or came in another way.';
comment on column intake.quarantine.source is 'Where it came from: http, kafka:<topic>, or the imported file''s source.';
comment on column intake.quarantine.place is 'Line of a file, index in a batch or stream, partition and offset of a topic.';
comment on column intake.quarantine.headers is 'Headers it came with, without credentials: text, null, {"base64": …} for other bytes, or a list of these where a name came several times.';
