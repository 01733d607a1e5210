/** The topics, by what is said on them. */
export interface Topics {
  readonly published: string;
  readonly recorded: string;
  readonly findings: string;
}

export const DEFAULT_TOPICS: Topics = {
  published: 'gemba.deal-events.v1',
  recorded: 'gemba.recorded.v1',
  findings: 'gemba.findings.v1',
};
