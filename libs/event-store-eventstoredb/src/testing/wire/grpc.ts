import { createRequire } from 'node:module';
import { type Duplex } from 'node:stream';
import { type IStreamsClient, type IStreamsServer } from '@eventstore/db-client/generated/streams_grpc_pb';

/*
 * The server speaks with the very gRPC library that the client brings along: it is taken from there, so that the two
 * can never be of different versions, and is described here as far as the server uses it.
 */

export type ReadCall = Parameters<IStreamsServer['read']>[0];
export type AppendCall = Parameters<IStreamsServer['append']>[0];
export type AppendAnswer = Parameters<IStreamsServer['append']>[1];
export type BatchAppendCall = Parameters<IStreamsServer['batchAppend']>[0];
export type TombstoneAnswer = Parameters<IStreamsServer['tombstone']>[1];
export type Metadata =
  NonNullable<Parameters<IStreamsClient['tombstone']>[1]> extends infer M ? Extract<M, { set: unknown }> : never;

interface Injector {
  injectConnection(connection: Duplex): void;
  destroy(): void;
}

interface Server {
  addService(definition: object, implementation: object): void;
  createConnectionInjector(credentials: object): Injector;
  forceShutdown(): void;
}

interface GrpcLibrary {
  readonly Server: new (options: Readonly<Record<string, number>>) => Server;
  readonly ServerCredentials: { createInsecure(): object };
  readonly Metadata: new () => Metadata;
}

export const {
  Server: GrpcServer,
  ServerCredentials,
  Metadata: GrpcMetadata,
} = createRequire(require.resolve('@eventstore/db-client'))('@grpc/grpc-js') as GrpcLibrary;

/** Numbers of the gRPC standard. */
export const STATUS = {
  cancelled: 1,
  unknown: 2,
  invalidArgument: 3,
  notFound: 5,
  permissionDenied: 7,
  failedPrecondition: 9,
  aborted: 10,
  unavailable: 14,
} as const;

/** A refusal as the server sends it: the client reads its kind and figures from the trailers. */
export interface Refusal {
  readonly code: number;
  readonly details: string;
  readonly metadata: Metadata;
}

export const refusal = (code: number, details: string, trailers: Readonly<Record<string, string>> = {}): Refusal => {
  const metadata = new GrpcMetadata();
  for (const [name, value] of Object.entries(trailers)) metadata.set(name, value);
  return { code, details, metadata };
};
