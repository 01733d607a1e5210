import { EventStoreUnavailable } from '@gemba/event-sourcing';

const textOf = (error: unknown, field: 'code' | 'message'): string => {
  const value = (error as { readonly code?: unknown; readonly message?: unknown } | null | undefined)?.[field];
  return typeof value === 'string' ? value : '';
};

/** SQLSTATE of a driver's error, or its Node code (`ECONNREFUSED`); empty where it has none. */
export const codeOf = (error: unknown): string => textOf(error, 'code');

/**
 * Nothing is known of the outcome, or the server asks to come again: connection exceptions (08), rollbacks it chose
 * itself (40), exhausted resources (53), interventions (57), a stand-by that took over (25006), its own I/O faults (58).
 */
const TRANSIENT_SQLSTATE = /^(?:08|40|53|57|58)[0-9A-Z]{3}$|^25006$|^55P03$/;
const NETWORK = /^E(?:CONN|PIPE|HOST|NET|TIMEDOUT|AI_AGAIN|NOTFOUND)|^ENOENT$/;
/** The driver's own sentences carry no code. */
const BROKEN_OFF =
  /Connection terminated|Query read timeout|timeout exceeded when trying to connect|not queryable|Client was closed/;

const isTransient = (error: unknown): boolean => {
  const code = codeOf(error);
  if (code !== '') return TRANSIENT_SQLSTATE.test(code) || NETWORK.test(code);
  return BROKEN_OFF.test(textOf(error, 'message'));
};

/** A fault of what was written, not of the server: data exception (22), integrity (23), a limit of the program (54). */
export const isContentAtFault = (error: unknown): boolean => /^(?:22|23|54)[0-9A-Z]{3}$/.test(codeOf(error));

/** The port's error for a driver's: `EventStoreUnavailable` where sending again may help, else the error as it is. */
export const toStoreError = (error: unknown): unknown => {
  if (!isTransient(error)) return error;
  const detail = textOf(error, 'message') || codeOf(error);
  return new EventStoreUnavailable(`The record cannot be reached: ${detail}`, { cause: error });
};

export const asStoreErrors = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    throw toStoreError(error);
  }
};
