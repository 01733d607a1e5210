import { Module } from '@nestjs/common';
import { ApiKeyCommand } from './api-key/api-key.command';
import { ListApiKeysCommand } from './api-key/list-api-keys.command';
import { NewApiKeyCommand } from './api-key/new-api-key.command';
import { RevokeApiKeyCommand } from './api-key/revoke-api-key.command';
import { RotateApiKeyCommand } from './api-key/rotate-api-key.command';
import { AskCommand } from './ask/ask.command';
import { Connection } from './client/connection';
import { DemoCommand } from './demo/demo.command';
import { ImportCommand } from './import/import.command';
import { DiffProcessCommand } from './process/diff-process.command';
import { LintProcessCommand } from './process/lint-process.command';
import { ProcessCommand } from './process/process.command';
import { PublishProcessCommand } from './process/publish-process.command';
import { ListQuarantineCommand } from './quarantine/list-quarantine.command';
import { QuarantineCommand } from './quarantine/quarantine.command';
import { ReleaseQuarantineCommand } from './quarantine/release-quarantine.command';
import { ShowQuarantineCommand } from './quarantine/show-quarantine.command';
import { RebuildCommand } from './rebuild/rebuild.command';
import { ReplayCommand } from './replay/replay.command';
import { SqlUrlCommand } from './sql-url/sql-url.command';
import { StatusCommand } from './status/status.command';
import { EnsureTopicsCommand } from './topics/ensure-topics.command';
import { TopicsCommand } from './topics/topics.command';
import { VerifyCommand } from './verify/verify.command';

/** Every command of `gemba`. */
@Module({
  providers: [
    Connection,
    AskCommand,
    ImportCommand,
    ReplayCommand,
    RebuildCommand,
    StatusCommand,
    SqlUrlCommand,
    ...[ProcessCommand, PublishProcessCommand, LintProcessCommand, DiffProcessCommand],
    ...[QuarantineCommand, ListQuarantineCommand, ShowQuarantineCommand, ReleaseQuarantineCommand],
    ...[TopicsCommand, EnsureTopicsCommand],
    VerifyCommand,
    DemoCommand,
    ...[ApiKeyCommand, NewApiKeyCommand, ListApiKeysCommand, RotateApiKeyCommand, RevokeApiKeyCommand],
  ],
})
export class CliModule {}
