import { CheckpointMismatch, EventStoreUnavailable } from '@gemba/event-sourcing';

/** What the driver says went wrong, in words that concern this room. */
export type FaultKind =
  /** Nothing is known of the outcome, or the server asks to come again. */
  | 'unavailable'
  /** The server will not do this for this user. */
  | 'denied'
  /** More than the server takes in one append. */
  | 'too-large'
  /** The stream has a tombstone. */
  | 'deleted'
  /** No record of the log begins where it was to read from. */
  | 'no-place'
  /** The server finds fault with what was asked. */
  | 'refused';

interface GrpcError extends Error {
  readonly code: number;
  readonly details?: string;
  readonly metadata?: { get(name: string): readonly unknown[] };
}

const CODE = { unknown: 2, invalidArgument: 3, permissionDenied: 7, exhausted: 8, unauthenticated: 16 } as const;

/** What the driver and its libraries throw without a code while a connection is made or breaks off. */
const BROKEN_OFF = /Failed to discover|Channel has been (?:shut down|closed)|Premature close|write after end/;

/** The server could not be found, or was and said nothing: the driver would have waited on. */
export class NoAnswer extends Error {}

/** The client's own errors keep the one of gRPC inside. */
const grpcErrorIn = (error: unknown): GrpcError | null => {
  const inner = (error as { readonly _raw?: unknown } | null)?._raw ?? error;
  return typeof (inner as { readonly code?: unknown } | null)?.code === 'number' ? (inner as GrpcError) : null;
};

const exceptionOf = ({ metadata }: GrpcError): string => String(metadata?.get('exception')[0] ?? '');

const KIND_OF_EXCEPTION: Readonly<Record<string, FaultKind>> = {
  'access-denied': 'denied',
  'stream-deleted': 'deleted',
  'maximum-append-size-exceeded': 'too-large',
};

const kindOfGrpc = (error: GrpcError): FaultKind => {
  const named = KIND_OF_EXCEPTION[exceptionOf(error)];
  if (named !== undefined) return named;
  const details = error.details ?? error.message;
  switch (error.code) {
    case CODE.permissionDenied:
    case CODE.unauthenticated:
      return 'denied';
    case CODE.exhausted:
      return /Received message (?:is )?(?:larger|exceeds)/.test(details) ? 'too-large' : 'unavailable';
    case CODE.invalidArgument:
      return /invalid position/i.test(details) ? 'no-place' : 'refused';
    case CODE.unknown:
      return /ReadAllResult: Error/.test(details) ? 'no-place' : 'unavailable';
    default:
      return 'unavailable';
  }
};

/** Null for what is not the driver's: a fault of our own must not look like a broken connection. */
export const faultKindOf = (error: unknown): FaultKind | null => {
  const grpcError = grpcErrorIn(error);
  if (grpcError !== null) return kindOfGrpc(grpcError);
  const isBrokenOff = error instanceof NoAnswer || (error instanceof Error && BROKEN_OFF.test(error.message));
  return isBrokenOff ? 'unavailable' : null;
};

/** What the server says of a fault, for people. */
export const detailOf = (error: unknown): string =>
  grpcErrorIn(error)?.details ?? (error as Error | null)?.message ?? String(error);

/**
 * Errors after which the driver makes a connection anew by itself, towards the leader where it was told of one. After
 * all others that speak of the connection it goes on with the old one.
 */
export const isRebuiltByDriver = (error: unknown): boolean => {
  const grpcError = grpcErrorIn(error);
  if (grpcError === null) return false;
  return exceptionOf(grpcError) === 'not-leader' || [1, 14].includes(grpcError.code);
};

/** The port's error for a driver's, or the error as it is where it is none of the driver's. */
export const toStoreError = (error: unknown): unknown => {
  const detail = detailOf(error);
  switch (faultKindOf(error)) {
    case null:
      return error;
    case 'unavailable':
      return new EventStoreUnavailable(`The record cannot be reached: ${detail}`);
    case 'denied':
      return new EventStoreUnavailable(
        `EventStoreDB refuses these credentials (${detail}): check user, password and the access lists of the record.`,
      );
    case 'no-place':
      return new CheckpointMismatch(
        'No event of this record stands at that position: it is of another record, or the record was restored to an ' +
          'earlier state; start from its beginning.',
      );
    case 'deleted':
      return new Error(`A stream of the record was deleted in EventStoreDB: ${detail}`);
    default:
      return new Error(`EventStoreDB refuses what was asked: ${detail}`);
  }
};

export const asStoreErrors = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    throw toStoreError(error);
  }
};
