import { type GembaClient } from '../client/gemba-client';
import { CliFailure, EXIT } from '../failure/cli-failure';
import { isFresh, type ProjectorAnswer } from './projector-answer';
import { type Status } from './status-text';

/** Null: it is ready. */
const whyUnready = async (client: GembaClient): Promise<string | null> => {
  try {
    await client.get('/health/ready');
    return null;
  } catch (error) {
    if (error instanceof CliFailure && error.exitCode === EXIT.unavailable) return error.message;
    throw error;
  }
};

/** The gauge, where this caller may see the metrics. */
const readQuarantineDepth = async (client: GembaClient): Promise<number | null> => {
  try {
    const metrics = await client.getText('/metrics');
    const depth = /^gemba_quarantine_depth(?:\{[^}]*\})? (\d+)/m.exec(metrics)?.[1];
    return depth === undefined ? null : Number(depth);
  } catch (error) {
    if (error instanceof CliFailure && error.exitCode === EXIT.refused) return null;
    throw error;
  }
};

export const readStatus = async (client: GembaClient, known?: ProjectorAnswer): Promise<Status> => {
  const unreadyBecause = await whyUnready(client);
  const projector = known ?? (await client.get<ProjectorAnswer>('/v1/status'));
  return {
    url: client.url,
    ready: unreadyBecause === null,
    unreadyBecause,
    fresh: isFresh(projector),
    quarantineDepth: await readQuarantineDepth(client),
    ...projector,
  };
};
