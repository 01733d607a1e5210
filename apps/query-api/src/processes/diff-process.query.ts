import { type EventStore, fold } from '@gemba/event-sourcing';
import { EVENT_STORE, Problem } from '@gemba/platform';
import {
  diffDefinition,
  latestPublished,
  parseProcessFile,
  processDecider,
  type ProcessDefinition,
  streamName,
} from '@gemba/sales-process';
import { streamAsItHolds } from '@gemba/read-models';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type ProcessDiffAnswer } from './process-diff.dto';

/** What would publishing this file change? */
export class DiffProcessQuery extends Query<ProcessDiffAnswer> {
  constructor(readonly file: string) {
    super();
  }
}

@QueryHandler(DiffProcessQuery)
export class DiffProcessHandler implements IQueryHandler<DiffProcessQuery> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute({ file }: DiffProcessQuery): Promise<ProcessDiffAnswer> {
    const definition = definitionIn(file);
    const { processId } = definition;
    const stream = streamName('process', processId);
    const past = streamAsItHolds(stream, await this.store.readStream(stream));
    const state = fold(processDecider, past as never);
    return {
      processId,
      publishedVersion: latestPublished(state)?.drafted.version ?? null,
      changes: diffDefinition(definition, state),
    };
  }
}

const definitionIn = (file: string): ProcessDefinition => {
  const { definition, faults } = parseProcessFile(file);
  if (definition !== null) return definition;
  const sentence = faults.map(({ line, message }) => `line ${line}: ${message}`).join('; ');
  throw new Problem(422, 'process-file-faulty', `The process definition file is at fault: ${sentence}.`, {
    field: 'file',
    remedy: 'Mend the lines that are named.',
    extensions: { faults },
  });
};
