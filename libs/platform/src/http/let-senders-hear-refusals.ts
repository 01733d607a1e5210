import type { FastifyInstance } from 'fastify';

/** Who sends more than this after the refusal is cut off. */
const DISCARDED_BYTES_MAX = 64 * 1024 * 1024;
const BODY_TOO_LARGE = 413;

/**
 * Whoever sends too large a body is still sending when the refusal is ready. Closing the connection on them would lose
 * it (the sender sees a broken pipe, not the limit), so what is left of the body is read and thrown away.
 */
export const letSendersHearRefusals = (server: FastifyInstance): void => {
  server.addHook('onSend', (request, reply, _payload, done) => {
    if (reply.statusCode === BODY_TOO_LARGE) {
      reply.removeHeader('connection');
      let discardedBytes = 0;
      request.raw.on('data', (piece: Buffer) => {
        discardedBytes += piece.length;
        if (discardedBytes > DISCARDED_BYTES_MAX) request.raw.destroy();
      });
    }
    done();
  });
};
