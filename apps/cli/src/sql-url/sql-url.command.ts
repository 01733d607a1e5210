import { Inject } from '@nestjs/common';
import { Command } from 'nest-commander';
import { GembaCommand } from '../gemba-command';
import { Connection } from '../client/connection';
import { CliFailure, EXIT } from '../failure/cli-failure';
import { print } from '../output/print';

@Command({ name: 'sql-url', description: 'Print the connection string of bi_reader, who reads the schema bi_v1' })
export class SqlUrlCommand extends GembaCommand {
  constructor(@Inject(Connection) private readonly connection: Connection) {
    super();
  }

  async run(): Promise<void> {
    const { sqlUrl, httpUrl } = await this.connection.find();
    if (sqlUrl === null) {
      throw new CliFailure(
        EXIT.refused,
        `The Gemba at ${httpUrl} does not tell its database's address.`,
        'Run this where its data folder is (GEMBA_DATA_DIR); with a database of your own, ask who runs it.',
      );
    }
    print(sqlUrl);
  }
}
