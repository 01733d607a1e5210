import { type AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb';
import { type AppendAnswer, type AppendCall } from './grpc';
import { type ProposedEvent, sizeOnDisk, type WireAppended, type WireExpectation } from './wire-log';
import { empty, nameIn, notReady, streamDeleted, tooLarge } from './wire-messages';
import { type ServedLog } from './wire-reading';

type Options = AppendReq.Options;

/** Messages of the classic and the batch append, as far as they are alike. */
interface Proposed {
  getId(): { getString(): string } | undefined;
  getMetadataMap(): { get(name: string): string | undefined };
  getData_asU8(): Uint8Array;
  getCustomMetadata_asU8(): Uint8Array;
}

export const eventIn = (message: Proposed): ProposedEvent => ({
  id: message.getId()!.getString(),
  type: message.getMetadataMap().get('type')!,
  isJson: message.getMetadataMap().get('content-type') === 'application/json',
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
});

const expectationIn = (options: Options): WireExpectation => {
  if (options.hasAny()) return 'any';
  if (options.hasStreamExists()) return 'stream-exists';
  return options.hasNoStream() ? 'no-stream' : Number(options.getRevision());
};

/** Judges and does one append, as far as faults allow. Throws what the server refuses before it looks at versions. */
export const appendTo = (
  { log, faults, counts }: ServedLog,
  stream: string,
  expected: WireExpectation,
  events: readonly ProposedEvent[],
): WireAppended => {
  counts.appends++;
  if (faults.appendsRefused > 0) {
    faults.appendsRefused--;
    throw notReady();
  }
  if (events.reduce((size, event) => size + sizeOnDisk(event), 0) > faults.appendBytesMax)
    throw tooLarge(faults.appendBytesMax);
  faults.beforeAppend(stream);
  const appended = log.append(stream, expected, events);
  if (appended.kind === 'deleted') throw streamDeleted(stream);
  return appended;
};

const answerTo = (appended: WireAppended, options: Options): AppendResp => {
  if (appended.kind === 'written' || appended.kind === 'idempotent') {
    const position = String(appended.position);
    return new AppendResp().setSuccess(
      new AppendResp.Success()
        .setCurrentRevision(String(appended.revision))
        .setPosition(new AppendResp.Position().setCommitPosition(position).setPreparePosition(position)),
    );
  }
  const wrong = new AppendResp.WrongExpectedVersion();
  const current = appended.kind === 'wrong-version' ? appended.current : -1;
  if (current < 0) wrong.setCurrentNoStream(empty());
  else wrong.setCurrentRevision(String(current));
  if (options.hasNoStream()) wrong.setExpectedNoStream(empty());
  else if (options.hasRevision()) wrong.setExpectedRevision(options.getRevision());
  else wrong.setExpectedAny(empty());
  return new AppendResp().setWrongExpectedVersion(wrong);
};

/** Serves one classic append: its options, then its events, then one answer. `lose` keeps the answer back. */
export const serveAppend = async (
  call: AppendCall,
  served: ServedLog,
  lose: () => boolean,
): Promise<Parameters<AppendAnswer>[1] | null> => {
  let options: Options | undefined;
  const events: ProposedEvent[] = [];
  for await (const message of call as AsyncIterable<AppendReq>) {
    if (message.hasOptions()) options = message.getOptions();
    else events.push(eventIn(message.getProposedMessage()!));
  }
  // A client that gave up has sent a part of its write: no server takes a part for the whole.
  if (call.cancelled) return null;
  const stream = nameIn(options!.getStreamIdentifier());
  const appended = appendTo(served, stream, expectationIn(options!), events);
  return lose() ? null : answerTo(appended, options!);
};
