import { IsInt, IsOptional, IsString, IsTimeZone, Matches, Max, Min } from 'class-validator';
import { EventStoreConfig } from '../event-store/event-store-config';
import { KafkaConfig } from '../kafka/kafka-config';
import { LoggingConfig } from '../logging/logging-config';
import { SecurityConfig } from '../security/security-config';
import { ProjectorConfig } from './projector-config';
import { FromEnvironment, Part } from './variable';

const POSTGRES_URL = /^postgres(?:ql)?:\/\/\S+$/;
const MIB = 1024 * 1024;

/** Everything that can be configured. Read once, by `main.ts`, with `readConfiguration`. */
export class GembaConfig {
  @FromEnvironment('GEMBA_DATA_DIR', {
    kind: 'text',
    meaning: 'Folder that holds everything standalone writes.',
    expects: 'the path of a folder',
    defaultMeaning: '`.gemba` in the working directory (as root: `/var/lib/gemba/<hash>` where that is out of reach)',
  })
  @IsOptional()
  @IsString()
  readonly dataDir?: string;

  @FromEnvironment('GEMBA_HTTP_HOST', {
    kind: 'text',
    meaning: 'Address the HTTP interface listens on; beyond loopback only with API keys or tokens.',
    expects: 'an IP address or host name',
  })
  @Matches(/^[A-Za-z0-9.:-]+$/)
  readonly httpHost: string = '127.0.0.1';

  @FromEnvironment('GEMBA_HTTP_PORT', {
    kind: 'whole-number',
    meaning: 'TCP port of the HTTP interface; 0 takes a free one.',
    expects: 'a whole number from 0 to 65535',
  })
  @IsInt()
  @Min(0)
  @Max(65_535)
  readonly httpPort: number = 8080;

  @FromEnvironment('GEMBA_SQL_PORT', {
    kind: 'whole-number',
    meaning: 'TCP port on 127.0.0.1 of the embedded PostgreSQL, for BI tools; 0 takes a free one.',
    expects: 'a whole number from 0 to 65535',
  })
  @IsInt()
  @Min(0)
  @Max(65_535)
  readonly sqlPort: number = 5439;

  @FromEnvironment('GEMBA_DATABASE_URL', {
    kind: 'text',
    meaning: 'PostgreSQL to use, as the role `gemba_app`; standalone then starts none of its own.',
    expects: 'a URL such as postgres://gemba_app:password@host:5432/gemba',
    defaultMeaning: 'the embedded PostgreSQL',
    secret: true,
  })
  @IsOptional()
  @Matches(POSTGRES_URL)
  readonly databaseUrl?: string;

  @FromEnvironment('GEMBA_DATABASE_ADMIN_URL', {
    kind: 'text',
    meaning: 'The same PostgreSQL as a role that may create schemas and roles: with it, migrations run at start.',
    expects: 'a URL such as postgres://postgres:password@host:5432/gemba',
    defaultMeaning: 'the embedded PostgreSQL; with GEMBA_DATABASE_URL: none, migrations are left to you',
    secret: true,
  })
  @IsOptional()
  @Matches(POSTGRES_URL)
  readonly databaseAdminUrl?: string;

  @FromEnvironment('GEMBA_DATABASE_BI_PASSWORD', {
    kind: 'text',
    meaning: 'Password that migrations give the role `bi_reader` on a PostgreSQL that is not embedded.',
    expects: 'a password of 12 to 200 printable ASCII characters without spaces',
    defaultMeaning: 'none: whoever owns the server gives it one',
    secret: true,
  })
  @IsOptional()
  @Matches(/^[\x21-\x7e]{12,200}$/)
  readonly databaseBiPassword?: string;

  @FromEnvironment('GEMBA_DATABASE_POOL_SIZE', {
    kind: 'whole-number',
    meaning: 'Connections each app keeps to PostgreSQL at most.',
    expects: 'a whole number from 2 to 200',
    unit: 'connections',
  })
  @IsInt()
  @Min(2)
  @Max(200)
  readonly databasePoolSize: number = 10;

  @Part(EventStoreConfig)
  readonly eventStore: EventStoreConfig = new EventStoreConfig();

  @Part(SecurityConfig)
  readonly security: SecurityConfig = new SecurityConfig();

  @FromEnvironment('GEMBA_ORGANISATION_TZ', {
    kind: 'text',
    meaning: 'Zone in which the organisation counts its days.',
    expects: 'an IANA zone name such as Europe/Amsterdam',
  })
  @IsTimeZone()
  readonly organisationTz: string = 'UTC';

  @Part(LoggingConfig)
  readonly logging: LoggingConfig = new LoggingConfig();

  @Part(KafkaConfig)
  readonly kafka: KafkaConfig = new KafkaConfig();

  @Part(ProjectorConfig)
  readonly projector: ProjectorConfig = new ProjectorConfig();

  @FromEnvironment('GEMBA_BODY_LIMIT_BYTES', {
    kind: 'whole-number',
    meaning:
      'Largest request body, largest line of a streamed one, and largest message; files for import have no limit.',
    expects: `a whole number from 1024 to ${256 * MIB}`,
    unit: 'bytes',
  })
  @IsInt()
  @Min(1024)
  @Max(256 * MIB)
  readonly bodyLimitBytes: number = 8 * MIB;

  @FromEnvironment('GEMBA_MEMORY_BUDGET_MB', {
    kind: 'whole-number',
    meaning: 'Memory that Gemba and its embedded PostgreSQL may use; shared_buffers is a quarter of it.',
    expects: 'a whole number of at least 512',
    unit: 'MiB',
    defaultMeaning: "half of the machine's (or container's) memory",
  })
  @IsOptional()
  @IsInt()
  @Min(512)
  readonly memoryBudgetMb?: number;

  @FromEnvironment('GEMBA_SHUTDOWN_GRACE_SECONDS', {
    kind: 'whole-number',
    meaning: 'How long a stop waits for work in flight before it is cut off.',
    expects: 'a whole number from 1 to 3600',
    unit: 'seconds',
  })
  @IsInt()
  @Min(1)
  @Max(3600)
  readonly shutdownGraceSeconds: number = 30;
}
