import { CheckpointMismatch, EventStoreUnavailable } from '@gemba/event-sourcing';
import { faultKindOf, isRebuiltByDriver, toStoreError } from './driver-errors';

const grpcError = (code: number, details: string, exception?: string): Error =>
  Object.assign(new Error(`${code}: ${details}`), {
    code,
    details,
    metadata: { get: (name: string) => (name === 'exception' && exception !== undefined ? [exception] : []) },
  });

describe("the driver's errors", () => {
  it.each([
    ['unavailable', grpcError(14, 'No connection established')],
    ['unavailable', grpcError(4, 'Deadline exceeded')],
    ['unavailable', grpcError(5, 'Leader info available', 'not-leader')],
    ['unavailable', grpcError(8, 'Bandwidth exhausted')],
    ['unavailable', new Error('Failed to discover after 10 attempts.')],
    ['unavailable', new Error('Channel has been shut down')],
    ['denied', grpcError(7, 'Access Denied', 'access-denied')],
    ['denied', grpcError(16, 'Unauthenticated')],
    ['too-large', grpcError(3, 'Maximum Append Size of 1048576 Exceeded.', 'maximum-append-size-exceeded')],
    ['too-large', grpcError(8, 'Received message exceeds the maximum configured message size.')],
    ['too-large', grpcError(8, 'Received message larger than max (20 vs 10)')],
    ['deleted', grpcError(9, 'Event stream is deleted.', 'stream-deleted')],
    ['no-place', grpcError(3, 'Trying to read from an invalid position.')],
    ['no-place', grpcError(2, 'Unexpected FilteredReadAllResult: Error')],
    ['refused', grpcError(3, "'x' is not a valid argument")],
  ])('mean %s', (kind, error) => {
    expect(faultKindOf(error)).toBe(kind);
  });

  it('mean the same inside the errors of the client', () => {
    const inner = grpcError(7, 'Access Denied', 'access-denied');
    expect(faultKindOf(Object.assign(new Error('of the client'), { _raw: inner }))).toBe('denied');
  });

  it.each([new TypeError('x is not a function'), new SyntaxError('in JSON'), 'text', null, undefined])(
    'are not taken for what is a fault of our own: %s',
    (error) => {
      expect(faultKindOf(error)).toBeNull();
      expect(toStoreError(error)).toBe(error);
    },
  );

  it('become those of the port, and nothing of the driver goes with them', () => {
    const told = toStoreError(grpcError(14, 'No connection established')) as Error;
    expect(told).toBeInstanceOf(EventStoreUnavailable);
    expect(told.message).toBe('The record cannot be reached: No connection established');
    expect(told.cause).toBeUndefined();
    expect(toStoreError(grpcError(3, 'Trying to read from an invalid position.'))).toBeInstanceOf(CheckpointMismatch);
    expect(toStoreError(grpcError(7, 'no', 'access-denied'))).toMatchObject({
      code: 'event-store-unavailable',
      message: expect.stringContaining('user, password and the access lists'),
    });
  });

  it('are told apart by whether the driver looks for a new connection itself', () => {
    expect(isRebuiltByDriver(grpcError(14, 'gone'))).toBe(true);
    expect(isRebuiltByDriver(grpcError(5, 'Leader info available', 'not-leader'))).toBe(true);
    expect(isRebuiltByDriver(grpcError(4, 'Deadline exceeded'))).toBe(false);
    expect(isRebuiltByDriver(new Error('Failed to discover'))).toBe(false);
  });
});
