import { type GembaClient } from '../client/gemba-client';
import { CliFailure, EXIT } from '../failure/cli-failure';
import { type FreshnessAnswer } from './freshness-answer';
import { type Status } from './status-text';

interface Readiness {
  readonly faults: Readonly<Record<string, string>>;
  readonly ready: boolean;
}

const readReadiness = async (client: GembaClient): Promise<Readiness> => {
  try {
    await client.get('/health/ready');
    return { ready: true, faults: {} };
  } catch (error) {
    if (!(error instanceof CliFailure) || error.exitCode !== EXIT.unavailable) throw error;
    return { ready: false, faults: { gemba: error.message } };
  }
};

/** The gauge, where this caller may see the metrics. */
const readQuarantineDepth = async (client: GembaClient): Promise<number | null> => {
  const depth = /^gemba_quarantine_depth(?:\{[^}]*\})? (\d+)/m.exec(await client.getText('/metrics'))?.[1];
  return depth === undefined ? null : Number(depth);
};

export const readStatus = async (client: GembaClient, freshness?: FreshnessAnswer): Promise<Status> => ({
  url: client.url,
  ...(await readReadiness(client)),
  quarantineDepth: await readQuarantineDepth(client),
  ...(freshness ?? (await client.get<FreshnessAnswer>('/v1/freshness'))),
});
