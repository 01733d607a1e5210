/** How long the client waits for others before it gives up or is given up, in milliseconds. */
export interface Patience {
  readonly connectMs: number;
  readonly requestMs: number;
  /** How often a call is tried again by the client itself. */
  readonly retries: number;
  /** So long nobody takes over the partitions of a member that was killed. The brokers bound it from below (6 s). */
  readonly sessionMs: number;
  readonly heartbeatMs: number;
  /** So long a group waits for a member that is busy with a chunk. */
  readonly rebalanceMs: number;
}

/**
 * Calls to a dead broker end within seconds: waiting longer is the caller's decision, with its back-off. A chunk is
 * handled in far less than a session.
 */
export const PATIENCE: Patience = {
  connectMs: 3_000,
  requestMs: 10_000,
  retries: 5,
  sessionMs: 20_000,
  heartbeatMs: 3_000,
  rebalanceMs: 60_000,
};
