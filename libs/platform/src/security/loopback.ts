const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|::1|\[::1\]|localhost)$/i;

/** Whether a host name or address leads to this machine and nowhere else. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host);
