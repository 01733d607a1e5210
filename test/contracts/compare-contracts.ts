import { type Breach, wordsFor } from './breach';
import { type JsonSchema } from './json-schema';
import { type ChannelContract, type MessageContract, type Side } from './message-contracts';
import { misfitsWithin } from './schema-within';

type Contracts = ReadonlyMap<string, ChannelContract>;

/** What has changed since the contracts were published. */
export interface Comparison {
  readonly breaches: readonly Breach[];
  /** Messages that are new, by topic and name. */
  readonly added: readonly string[];
}

type Place = Pick<Breach, 'topic' | 'message'>;

/** Members that a published shape names and today's does not: taken still, and read by nobody. */
const droppedMembers = (was: JsonSchema, is: JsonSchema, path: string): string[] =>
  Object.entries(was.properties ?? {}).flatMap(([name, member]) => {
    const now = is.properties?.[name];
    const here = `${path}.${name}`;
    if (now === undefined) return typeof is.additionalProperties === 'object' ? [] : [here];
    return [...droppedMembers(member, now, here), ...droppedMembers(member.items ?? {}, now.items ?? {}, `${here}[]`)];
  });

const breachesOfSchema = (
  side: Side,
  was: JsonSchema,
  is: JsonSchema,
  part: 'data' | 'headers',
  place: Place,
): Breach[] => {
  const [sub, sup] = side === 'publishers' ? [was, is] : [is, was];
  const misfits = misfitsWithin(sub, sup).map(({ path, code, what }) => {
    const { fault, remedy } = wordsFor(side, code);
    return { ...place, member: path === '' ? part : `${part}.${path}`, code, fault: fault(what), remedy };
  });
  const dropped = side === 'publishers' ? droppedMembers(was, is, part) : [];
  const { fault, remedy } = wordsFor('publishers', 'dropped');
  return [...misfits, ...dropped.map((member) => ({ ...place, member, code: 'dropped', fault: fault(''), remedy }))];
};

const breachesOfMessage = (side: Side, was: MessageContract, is: MessageContract, place: Place): Breach[] => {
  const whole = (code: string, fault: string, remedy: string): Breach => ({
    ...place,
    member: null,
    code,
    fault,
    remedy,
  });
  const breaches: Breach[] = [];
  if (was.key.join() !== is.key.join()) {
    const fault = `its key was ${was.key.join(', else ')} and is ${is.key.join(', else ')}: what belongs together would lie on two partitions.`;
    breaches.push(whole('key', fault, 'Keep the key, or begin a topic of a new version beside this one.'));
  }
  if (was.contentType !== is.contentType) {
    const fault = `its content type was ${was.contentType} and is ${is.contentType}.`;
    breaches.push(whole('content-type', fault, 'Keep it, or begin a topic of a new version beside this one.'));
  }
  return [
    ...breaches,
    ...breachesOfSchema(side, was.headers, is.headers, 'headers', place),
    ...breachesOfSchema(side, was.data, is.data, 'data', place),
  ];
};

const removed = (side: Side, place: Place): Breach => ({
  ...place,
  member: null,
  code: 'removed',
  ...(side === 'publishers'
    ? {
        fault: 'publishers send it, and it is taken no more (removed, renamed, or its shape is not read).',
        remedy:
          'Keep its type; for a changed shape, an upcaster that holds the published schema keeps this one readable.',
      }
    : {
        fault: 'consumers wait for it, and it comes no more, not even for what was recorded (removed or renamed).',
        remedy:
          'Keep its type; for a changed shape, an upcaster that holds the published schema keeps this one readable.',
      }),
});

/** The published version that consumers know, next below a new one. */
const versionBelow = ({ event, version }: MessageContract, was: ChannelContract): MessageContract | undefined =>
  [...was.messages.values()]
    .filter((one) => one.event === event && one.version < version)
    .sort((a, b) => b.version - a.version)[0];

/** A new version on a topic must be readable as the one before: consumers who know that one meet both. */
const breachesOfNewVersion = (was: ChannelContract, is: MessageContract): Breach[] => {
  const below = versionBelow(is, was);
  if (below === undefined) return [];
  const place = { topic: was.topic, message: is.name };
  return breachesOfMessage('consumers', below, is, place).map((breach) => ({
    ...breach,
    fault: `As version ${below.version} of ${is.event}: ${breach.fault}`,
  }));
};

const ofChannel = (was: ChannelContract, code: string, fault: string, remedy: string): Breach => ({
  topic: was.topic,
  message: 'every message',
  member: null,
  code,
  fault,
  remedy,
});

const breachesOfChannel = (was: ChannelContract, is: ChannelContract | undefined): Breach[] => {
  const remedy = 'Keep it as it is; a topic of a new version stands beside it, and both are served for a while.';
  if (is === undefined) return [ofChannel(was, 'channel-removed', `the channel ${was.channel} is gone.`, remedy)];
  const breaches: Breach[] = [];
  if (was.side !== is.side)
    breaches.push(ofChannel(was, 'side', `it was for ${was.side} and is for ${is.side}.`, remedy));
  if (was.topic !== is.topic) breaches.push(ofChannel(was, 'topic', `the topic is called ${is.topic} now.`, remedy));
  if (was.partitions !== is.partitions) {
    const fault = `it had ${was.partitions} partitions and has ${is.partitions}: keys would move to others, and order would be lost.`;
    breaches.push(ofChannel(was, 'partitions', fault, remedy));
  }
  for (const [name, message] of was.messages) {
    const place = { topic: was.topic, message: name };
    const now = is.messages.get(name);
    breaches.push(
      ...(now === undefined ? [removed(was.side, place)] : breachesOfMessage(was.side, message, now, place)),
    );
  }
  const fresh = [...is.messages.values()].filter(({ name }) => !was.messages.has(name));
  return is.side === 'consumers' ? [...breaches, ...fresh.flatMap((one) => breachesOfNewVersion(was, one))] : breaches;
};

/** Messages of a topic share their headers and key: one sentence for all that a change of these breaks. */
const eachOnce = (breaches: readonly Breach[]): Breach[] => {
  const alike = new Map<string, Breach[]>();
  for (const breach of breaches) {
    const { topic, member, code, fault } = breach;
    const isShared = member === null ? code === 'key' || code === 'content-type' : member.startsWith('headers');
    const what = JSON.stringify(isShared ? [topic, member, code, fault] : [breach]);
    const known = alike.get(what);
    if (known === undefined) alike.set(what, [breach]);
    else known.push(breach);
  }
  return [...alike.values()].map(([first, ...others]) =>
    others.length === 0 ? first! : { ...first!, message: `${first!.message} and ${others.length} others` },
  );
};

/**
 * Holds today's contracts against the published ones. On topics that Gemba reads it protects publishers: everything that
 * fits what was published must be taken. On topics that Gemba sends it protects consumers: everything that is sent must fit
 * what was published, but for members, headers and messages they were told to let pass.
 */
export const compareContracts = (published: Contracts, today: Contracts): Comparison => ({
  breaches: eachOnce([...published].flatMap(([channel, was]) => breachesOfChannel(was, today.get(channel)))),
  added: [...today].flatMap(([channel, { topic, messages }]) =>
    [...messages.keys()]
      .filter((name) => !published.get(channel)?.messages.has(name))
      .map((name) => `${topic}, ${name}`),
  ),
});
