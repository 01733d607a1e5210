import { createRequire } from 'node:module';
import { WrongExpectedVersion } from '@eventstore/db-client/generated/shared_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import { type BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { type BatchAppendCall, STATUS } from './grpc';
import { appendTo, eventIn } from './wire-appending';
import { type ProposedEvent, type WireAppended, type WireExpectation } from './wire-log';
import { nameIn } from './wire-messages';
import { type ServedLog } from './wire-reading';

type Options = BatchAppendReq.Options;
type Any = NonNullable<ReturnType<Status['getDetails']>>;

const requireOfClient = createRequire(require.resolve('@eventstore/db-client'));
const { Any: AnyMessage } = requireOfClient('google-protobuf/google/protobuf/any_pb') as { Any: new () => Any };

const expectationIn = (options: Options): WireExpectation => {
  if (options.hasAny()) return 'any';
  if (options.hasStreamExists()) return 'stream-exists';
  return options.hasNoStream() ? 'no-stream' : Number(options.getStreamPosition());
};

const statusOf = (code: number, message: string, type: string, detail: Uint8Array): Status => {
  const details = new AnyMessage();
  details.pack(detail, `event_store.client.${type}`);
  return new Status()
    .setCode(code as never)
    .setMessage(message)
    .setDetails(details);
};

const wrongVersion = (current: number): Status => {
  const detail = new WrongExpectedVersion();
  if (current >= 0) detail.setCurrentStreamRevision(String(current));
  return statusOf(
    STATUS.failedPrecondition,
    'Wrong expected version.',
    'WrongExpectedVersion',
    detail.serializeBinary(),
  );
};

const answerTo = (appended: WireAppended): BatchAppendResp => {
  if (appended.kind === 'deleted' || appended.kind === 'wrong-version')
    return new BatchAppendResp().setError(wrongVersion(appended.kind === 'deleted' ? -1 : appended.current));
  return new BatchAppendResp().setSuccess(new BatchAppendResp.Success().setCurrentRevision(String(appended.revision)));
};

/** Serves the stream by which the client's own append sends everything, unless it is told not to. */
export const serveBatchAppend = (call: BatchAppendCall, served: ServedLog): void => {
  const gathered = new Map<string, { options: Options; events: ProposedEvent[] }>();
  call.on('data', (message: BatchAppendReq) => {
    const id = message.getCorrelationId()!.getString();
    const batch = gathered.get(id) ?? { options: message.getOptions()!, events: [] };
    gathered.set(id, batch);
    batch.events.push(...message.getProposedMessagesList().map(eventIn));
    if (!message.getIsFinal()) return;
    gathered.delete(id);
    served.counts.batchAppends++;
    const identifier = batch.options.getStreamIdentifier();
    const appended = appendTo(served, nameIn(identifier), expectationIn(batch.options), batch.events);
    call.write(answerTo(appended).setCorrelationId(message.getCorrelationId()).setStreamIdentifier(identifier));
  });
  call.on('end', () => call.end());
};
