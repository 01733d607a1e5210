/** One line of postgresql.conf and why it stands there. */
export interface Setting {
  readonly name: string;
  readonly value: string;
  readonly reason: string;
}

export interface SettingsInput {
  /** What Gemba may use of the machine's memory. */
  readonly memoryBudgetBytes: number;
  readonly socketFolder: string;
  readonly sqlPort: number;
  /** Beyond those that are stated here, or instead of them. */
  readonly overrides?: Readonly<Record<string, string>>;
}

const MEBIBYTE = 1024 * 1024;

const megabytes = (bytes: number, least: number, most: number): string =>
  `${Math.round(Math.min(Math.max(bytes / MEBIBYTE, least), most))}MB`;

/** unix_socket_directories is a list: a comma or a space in the path would end the entry without the inner quotes. */
const listEntry = (path: string): string => `"${path.replaceAll('"', '""')}"`;

const connections = ({ socketFolder, sqlPort }: SettingsInput): Setting[] => [
  {
    name: 'unix_socket_directories',
    value: listEntry(socketFolder),
    reason: 'Gemba itself: no port, and only its own user passes',
  },
  { name: 'unix_socket_permissions', value: '0700', reason: 'only the user that PostgreSQL runs as, and root' },
  { name: 'listen_addresses', value: '127.0.0.1', reason: 'BI tools on this machine; nothing else speaks TCP' },
  { name: 'port', value: String(sqlPort), reason: 'GEMBA_SQL_PORT' },
  {
    name: 'max_connections',
    value: '100',
    reason: 'three applications with their workers need some 40, bi_reader may take 20',
  },
  { name: 'password_encryption', value: 'scram-sha-256', reason: 'no password crosses a wire or lies in a table' },
];

const durability: readonly Setting[] = [
  { name: 'fsync', value: 'on', reason: 'the first promise: what was acknowledged is never lost' },
  {
    name: 'synchronous_commit',
    value: 'on',
    reason: 'an answer means it is on disk; the cost is divided by group commit, not avoided',
  },
  { name: 'full_page_writes', value: 'on', reason: 'a page torn by a power cut is mended from the log' },
];

const memory = ({ memoryBudgetBytes }: SettingsInput): Setting[] => [
  { name: 'shared_buffers', value: megabytes(memoryBudgetBytes / 4, 32, 16_384), reason: '25 % of the memory budget' },
  {
    name: 'effective_cache_size',
    value: megabytes(memoryBudgetBytes * 0.75, 64, 65_536),
    reason: 'what the operating system caches besides; only the planner reads it',
  },
  {
    name: 'work_mem',
    value: megabytes(memoryBudgetBytes / 256, 4, 64),
    reason: 'sorts of BI in memory; each connection may use it several times over',
  },
  {
    name: 'maintenance_work_mem',
    value: megabytes(memoryBudgetBytes / 16, 32, 1024),
    reason: 'building the indexes of a rebuilt table',
  },
];

const writeAheadLog: readonly Setting[] = [
  {
    name: 'wal_level',
    value: 'replica',
    reason:
      'the record can be backed up while it is written; minimal would log a sixth and copy a rebuilt table 1.2 times as fast',
  },
  {
    name: 'max_wal_size',
    value: '8GB',
    reason: 'an import must not be throttled by checkpoints, each of which makes every page be logged whole again',
  },
  {
    name: 'min_wal_size',
    value: '512MB',
    reason: 'segments are used again instead of being made while a commit waits',
  },
  {
    name: 'wal_compression',
    value: 'on',
    reason:
      'whole pages are logged after each checkpoint; JSON compresses well (pglz: the binaries know neither lz4 nor zstd)',
  },
  {
    name: 'checkpoint_timeout',
    value: '15min',
    reason: 'fewer whole pages in the log; recovery after a crash stays within a minute or so',
  },
  {
    name: 'checkpoint_completion_target',
    value: '0.9',
    reason: 'checkpoints trickle instead of competing with commits',
  },
];

const planner: readonly Setting[] = [
  { name: 'random_page_cost', value: '1.1', reason: 'solid-state disks, and most pages in memory' },
  { name: 'jit', value: 'off', reason: 'statements here are short; compiling costs more than it saves' },
];

const log: readonly Setting[] = [
  {
    name: 'log_min_messages',
    value: 'log',
    reason: 'statements that failed were answered to whom they belong; the file must not grow with them',
  },
  { name: 'log_min_error_statement', value: 'panic', reason: 'statements hold customers’ data' },
  {
    name: 'log_startup_progress_interval',
    value: '5s',
    reason: 'a long recovery shows that it moves; the launcher waits as long as it does',
  },
  { name: 'log_timezone', value: 'UTC', reason: 'one clock in all logs' },
  { name: 'timezone', value: 'UTC', reason: 'results do not depend on the machine’s zone' },
  { name: 'cluster_name', value: 'gemba', reason: 'tells its processes from those of another PostgreSQL' },
];

/** All settings in which the embedded PostgreSQL differs from PostgreSQL's defaults, or insists on them. */
export const serverSettings = (input: SettingsInput): Setting[] => {
  const chosen = [...connections(input), ...durability, ...memory(input), ...writeAheadLog, ...planner, ...log];
  const overrides = Object.entries(input.overrides ?? {});
  return [
    ...chosen.filter(({ name }) => !overrides.some(([overridden]) => overridden === name)),
    ...overrides.map(([name, value]) => ({ name, value, reason: 'asked for by whoever started this server' })),
  ];
};

const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** The text of postgresql.conf, reasons included: an operator who opens it finds them. */
export const renderSettings = (settings: readonly Setting[]): string =>
  [
    '# Written by Gemba at every start. Use ALTER SYSTEM for what must differ here: it outlives a start.',
    ...settings.map(({ name, value, reason }) => `\n# ${reason}\n${name} = ${quoted(value)}`),
    '',
  ].join('\n');

/** Who may connect how: passwords for everybody, TCP for BI only. */
export const HOST_BASED_ACCESS = `# Written by Gemba at every start.
local  all  all                      scram-sha-256
host   all  bi_reader  127.0.0.1/32  scram-sha-256
`;
