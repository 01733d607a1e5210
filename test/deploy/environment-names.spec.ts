import { GembaConfig, variablesOf } from '@gemba/platform';
import { filesBelow, textOf } from './deploy-files';

const variables = variablesOf(GembaConfig);
const secrets = new Set(variables.filter(({ secret }) => secret).map(({ name }) => name));
/** Read by the command line from the environment, and told to people in comments and notes. */
const OF_THE_COMMAND_LINE = ['GEMBA_URL', 'GEMBA_API_KEY'];

/** Each place where a file of `deploy/` names a variable of ours. */
const named = filesBelow().flatMap((path) =>
  [...textOf(path).matchAll(/\bGEMBA_[A-Z_]+\b/g)].map(([name]) => ({ path, name })),
);

describe('the names of variables in deploy/', () => {
  it('are read by the configuration, each of them', () => {
    const known = new Set([
      ...variables.map(({ name }) => name),
      ...[...secrets].map((name) => `${name}_FILE`),
      ...OF_THE_COMMAND_LINE,
    ]);
    expect(named.filter(({ name }) => !known.has(name))).toEqual([]);
    expect(named.length).toBeGreaterThan(40);
  });

  it('give no secret but by its file', () => {
    expect(named.filter(({ name }) => secrets.has(name))).toEqual([]);
    const files = new Set(named.map(({ name }) => name).filter((name) => secrets.has(name.replace(/_FILE$/, ''))));
    // Whatever secret there is can be given: none is left to whoever deploys it.
    expect([...files].sort()).toEqual([...secrets].map((name) => `${name}_FILE`).sort());
  });

  it('of the chart cover what a process in a cluster can be told', () => {
    const inChart = new Set(named.filter(({ path }) => path.startsWith('helm/')).map(({ name }) => name));
    const left = variables.map(({ name }) => name).filter((name) => !inChart.has(name) && !inChart.has(`${name}_FILE`));
    expect(left).toEqual([
      // Of standalone alone.
      'GEMBA_DATA_DIR',
      'GEMBA_SQL_PORT',
      // Defaults that an organisation has no reason to change.
      'GEMBA_KAFKA_CLIENT_ID',
      'GEMBA_KAFKA_RECORDED_TOPIC',
      'GEMBA_KAFKA_FINDINGS_TOPIC',
      'GEMBA_MEMORY_BUDGET_MB',
    ]);
  });
});
