import { type Position } from '@gemba/event-sourcing';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type PoolClient } from 'pg';
import { Snapshots } from '../answer/snapshots';
import { RecordHead } from '../freshness/record-head';
import { readFreshness } from '../freshness/table-freshness';
import { type AskedTable } from './asked-table';
import { followMerges } from './follow-merges';
import { encodePageKey } from './page-key';
import { type TableAnswer } from './table-answer';
import { type KeyValue, type TableAsk } from './table-ask';
import { countStatement, pageStatement, type Statement } from './table-sql';

/** What do the rows of a published table say, a page at a time? */
export class AskTableQuery extends Query<TableAnswer> {
  constructor(
    readonly table: AskedTable,
    readonly ask: TableAsk,
  ) {
    super();
  }
}

type Rows = readonly Readonly<Record<string, unknown>>[];

const rowsOf = async (client: PoolClient, { text, values }: Statement): Promise<Rows> =>
  (await client.query<Record<string, unknown>>(text, [...values])).rows;

@QueryHandler(AskTableQuery)
export class AskTableHandler implements IQueryHandler<AskTableQuery> {
  constructor(
    @Inject(Snapshots) private readonly snapshots: Snapshots,
    @Inject(RecordHead) private readonly record: RecordHead,
  ) {}

  async execute({ table, ask }: AskTableQuery): Promise<TableAnswer> {
    const head = await this.record.position();
    return this.snapshots.read((client) => this.answer(client, table, ask, head));
  }

  private async answer(
    client: PoolClient,
    table: AskedTable,
    given: TableAsk,
    head: Position | null,
  ): Promise<TableAnswer> {
    const ask = { ...given, conditions: await followMerges(client, given.conditions) };
    const found = await rowsOf(client, pageStatement(table, ask));
    const rows = found.slice(0, ask.limit);
    const last = found.length > ask.limit ? rows.at(-1)! : null;
    // Whoever turns pages has been told: counting on every page would read the table again for each.
    const counted = ask.after === null ? await rowsOf(client, countStatement(table, ask)) : [];
    const freshness = await readFreshness(client, head, [table.name, ...(table.question.alsoFrom ?? [])]);
    return {
      columns: (ask.asOf === null ? table.standing : table.asOf!).columns,
      rows,
      n: (counted[0]?.['n'] as number | undefined) ?? null,
      asOf: ask.asOf ?? freshness.find((each) => each.table === table.name)?.asOf ?? null,
      next:
        last === null
          ? null
          : encodePageKey(
              ask.orderName,
              ask.order.map(({ name }) => last[name] as KeyValue),
            ),
      freshness,
    };
  }
}
