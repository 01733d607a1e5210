import { type Context } from '../context';
import { type DealCase } from './deal-case';

/**
 * What several tables ask of a deal, found once: the answer for the deal that was asked about last is kept, because a
 * deal's tables are computed one after the other. Whoever asks gets the same as without that, and must not change it.
 */
export const rememberingLast = <Asked extends readonly [DealCase, Context?], Answer>(
  find: (...asked: Asked) => Answer,
): ((...asked: Asked) => Answer) => {
  let last: { readonly asked: Asked; readonly answer: Answer } | undefined;
  return (...asked) => {
    if (last?.asked[0] !== asked[0] || last.asked[1] !== asked[1]) last = { asked, answer: find(...asked) };
    return last.answer;
  };
};
