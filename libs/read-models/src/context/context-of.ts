import { parseStreamName } from '@gemba/sales-process';
import { type HistoryEvent } from '../history-event';
import { type Context } from './context';

/** Whether a stream's events are reference data that every deal may depend on: then the context is computed anew. */
export const isReferenceStream = (stream: string): boolean => {
  const family = parseStreamName(stream)?.family;
  return family === 'process' || family === 'organisation';
};

/** The context that all events of all reference streams give, in any order. Events of other streams have no effect. */
export const contextOf = (_events: readonly HistoryEvent[]): Context => {
  throw new Error('being written');
};
