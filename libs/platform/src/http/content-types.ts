import type { FastifyInstance } from 'fastify';

/** Bodies that are taken whole, as the bytes that came: what is malformed goes to quarantine byte for byte. */
const WHOLE = ['application/cloudevents+json', 'application/cloudevents-batch+json'];

/**
 * JSON stays Fastify's own; CloudEvents arrive as bytes, under the body limit; every other type arrives as the
 * request's stream, unread, so that its size costs no memory and a slow reader slows the sender down.
 */
export const acceptContentTypes = (server: FastifyInstance): void => {
  server.addContentTypeParser(WHOLE, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
};
