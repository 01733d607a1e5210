import { type JsonObject } from '@gemba/event-sourcing';
import { type Metric } from '../metrics';
import { constantView } from './constant-view';
import { type PublishedView } from './published-view';

const text = (comment: string) => ({ type: 'text', comment });

const metricDictionary = (metrics: readonly Metric[]): PublishedView =>
  constantView(
    {
      name: 'metric_dictionary',
      key: ['metric'],
      comment: 'Every metric: what is counted, of whom, who is left out, and how open cases count',
    },
    {
      metric: text('Metric, by the name that its definition has'),
      title: text('Name of the metric as people say it'),
      view_name: text('View that shows it'),
      column_name: text('Column of the view that shows it'),
      definition: text('What is counted or measured'),
      population: text('Of which cases'),
      exclusions: text('Which cases are left out, and where they are counted'),
      censoring: text('How cases count that are not over yet'),
      unit: text('Unit'),
      interval: text('Interval around it'),
      example: {
        type: 'json',
        comment: 'A worked example: histories and what the view says of them; the tests of Gemba execute it',
      },
    },
    metrics.map(({ name, table, column, example, ...said }) => ({
      ...said,
      metric: name,
      view_name: table,
      column_name: column,
      example: example as unknown as JsonObject,
    })),
  );

const dataDictionary = (views: readonly PublishedView[]): PublishedView =>
  constantView(
    {
      name: 'data_dictionary',
      key: ['view_name', 'column_name'],
      comment: 'Every column of every view of this schema',
    },
    {
      view_name: text('View'),
      column_name: text('Column'),
      place: { type: 'integer', comment: 'Order in which the definition names the columns, from 1' },
      type: text('Type in SQL'),
      unit: text('Unit of its values; NULL: none, or the meaning says it'),
      is_key: { type: 'boolean', comment: 'Whether it is part of the key, which tells the rows of the view apart' },
      is_derived: {
        type: 'boolean',
        comment: 'Whether it repeats another column in another unit: hours, major units of currency',
      },
      meaning: text('What the column says: the comment on it'),
      view_meaning: text('What the view shows: the comment on it'),
      freshness: text(
        'What the view is as fresh as: reference, deal, analysis, history, journal (kind in projection_position), or definition: it changes with a release alone',
      ),
    },
    views.flatMap((view) =>
      view.columns.map(({ name, type, unit, comment, isKey, expression }, i) => ({
        view_name: view.name,
        column_name: name,
        place: i + 1,
        type,
        unit,
        is_key: isKey,
        is_derived: expression !== null,
        meaning: comment,
        view_meaning: view.comment,
        freshness: view.freshness,
      })),
    ),
  );

/** The dictionaries of all other views, readable where the views are. They describe themselves too. */
export const dictionaryViews = (views: readonly PublishedView[], metrics: readonly Metric[]): PublishedView[] => {
  const ofMetrics = metricDictionary(metrics);
  const described = [...views, ofMetrics];
  return [ofMetrics, dataDictionary([...described, dataDictionary([])])];
};
