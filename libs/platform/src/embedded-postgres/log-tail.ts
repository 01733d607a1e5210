import { closeSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs';

const LOG_BYTES_MAX = 10 * 1024 * 1024;
const TAIL_BYTES = 4_096;
const TAIL_LINES = 15;

export const logBytes = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** The last lines of a log from a byte on, for the error that somebody will read. */
export const tailOf = (path: string, fromByte = 0): string => {
  if (logBytes(path) === 0) return '(the log is empty)';
  const handle = openSync(path, 'r');
  try {
    const { size } = fstatSync(handle);
    const start = Math.max(fromByte, size - TAIL_BYTES, 0);
    const bytes = Buffer.alloc(Math.max(size - start, 0));
    readSync(handle, bytes, 0, bytes.length, start);
    return bytes.toString('utf8').trim().split('\n').slice(-TAIL_LINES).join('\n') || '(nothing was logged)';
  } finally {
    closeSync(handle);
  }
};

/** One old log is kept: PostgreSQL writes little, but it writes for years. */
export const turnOverLog = (path: string): void => {
  if (logBytes(path) > LOG_BYTES_MAX) renameSync(path, `${path}.old`);
};
