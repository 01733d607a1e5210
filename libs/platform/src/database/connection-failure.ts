const NETWORK_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ETIMEDOUT',
  'EAI_AGAIN',
]);

/** SQLSTATE classes and codes that speak of the server's or connection's state, never of the statement. */
const SQLSTATE = /^(?:08\w{3}|53\w{3}|57P0[1235]|25006)$/;

/** What pg says without a code when a connection breaks off or none is to be had. */
const MESSAGES =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection)/;

/** Whether an error means "PostgreSQL is out of reach for now": worth a later try, no fault of the request. */
export const isConnectionFailure = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  if (typeof code === 'string') {
    if (code === 'ENOENT') return syscall === 'connect';
    return NETWORK_CODES.has(code) || SQLSTATE.test(code);
  }
  return MESSAGES.test(error.message);
};
