import { Logger } from '@nestjs/common';
import { type LogEntry, logLevel } from 'kafkajs';

const logger = new Logger('Kafka');

/** What the client says of itself and what is no news to us: our producer throws itself away after a failure. */
const NO_NEWS = /^(?:Limiting retries for the idempotent producer|KafkaJS v2\.0\.0 switched)/;

/**
 * What the client tries again, dozens of lines for one broker that is away; when it gives up, the whole call fails and
 * whoever made it says so, once.
 */
const TRIED_AGAIN = /^(?:Response |Connection |Failed to connect to |Failed to send messages|Crash: )/;

/** Members of an entry that say where and how often; all others could hold what a message holds. */
const SHOWN = ['groupId', 'memberId', 'broker', 'topic', 'partition', 'offset', 'retryCount', 'retryTime', 'error'];

const textOf = ({ namespace, log }: LogEntry): string => {
  const details = SHOWN.flatMap((name) => {
    const value: unknown = log[name];
    return typeof value === 'string' || typeof value === 'number' ? [`${name} ${value}`] : [];
  });
  return `${namespace}: ${log.message}${details.length === 0 ? '' : ` (${details.join(', ')})`}`;
};

/**
 * The client's own log lines, one grade lower than it says: it calls an error what it survives by itself, such as a
 * coordinator that is still loading. What it does not survive we say ourselves.
 */
export const logCreator =
  () =>
  (entry: LogEntry): void => {
    if (NO_NEWS.test(entry.log.message)) return;
    if (TRIED_AGAIN.test(entry.log.message)) logger.debug(textOf(entry));
    else if (entry.level === logLevel.ERROR) logger.warn(textOf(entry));
    else if (entry.level === logLevel.WARN) logger.log(textOf(entry));
    else logger.debug(textOf(entry));
  };
