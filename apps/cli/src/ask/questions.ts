import { analyses, dealReadModels, plainViews, referenceTables, type TableQuestion } from '@gemba/read-models';
import { CliFailure, EXIT } from '../failure/cli-failure';

/** Every question about a table, by the path that it is asked at. */
export const QUESTIONS: readonly TableQuestion[] = [
  ...[...referenceTables, ...dealReadModels, ...analyses, ...plainViews].flatMap(({ question }) => question ?? []),
].sort((a, b) => (a.path < b.path ? -1 : 1));

export const questionOf = (path: string): TableQuestion => {
  const question = QUESTIONS.find((each) => each.path === path);
  if (question !== undefined) return question;
  throw new CliFailure(EXIT.usage, `There is no question "${path}".`, '`gemba ask` lists those there are.', 'question');
};

/** `team=desk` → what the query string says; a name may come several times. */
export const filterOption = (text: string, before: Readonly<Record<string, readonly string[]>> = {}) => {
  const at = text.indexOf('=');
  if (at < 1) throw new CliFailure(EXIT.usage, `--filter is "${text}".`, 'Write it like team=desk.', '--filter');
  const name = text.slice(0, at);
  return { ...before, [name]: [...(before[name] ?? []), text.slice(at + 1)] };
};
