import { CliFailure, EXIT } from '../failure/cli-failure';

/** The members of problem details (RFC 9457) that a person is told. */
export interface Problem {
  readonly detail: string;
  readonly field?: string;
  readonly remedy?: string;
}

const problemIn = (text: string): Problem | null => {
  try {
    const parsed = JSON.parse(text) as Partial<Problem>;
    return typeof parsed.detail === 'string' ? (parsed as Problem) : null;
  } catch {
    return null;
  }
};

/** An answer of 400 and more → what the terminal says and how the program ends. */
export const failureOf = (status: number, text: string): CliFailure => {
  const exitCode = status === 503 || status === 504 ? EXIT.unavailable : status >= 500 ? EXIT.unforeseen : EXIT.refused;
  const problem = problemIn(text);
  if (problem !== null) return failureOfProblem(problem, exitCode);
  return new CliFailure(exitCode, `Gemba answered ${status}: ${text.slice(0, 500)}`);
};

export const failureOfProblem = ({ detail, field, remedy }: Problem, exitCode: CliFailure['exitCode']): CliFailure =>
  new CliFailure(exitCode, detail, remedy ?? null, field ?? null);
