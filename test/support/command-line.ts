import { accessSync, constants, statSync } from 'node:fs';
import { canonicalInstant } from '@gemba/event-sourcing';

/** What whoever typed the command can put right: it is told in a sentence, without a stack. */
export class WrongInput extends Error {}

/** Runs a program of figures. What is wrong with its input ends it with exit code 2, anything else with 1. */
export const runProgram = (main: () => Promise<void>): void => {
  main().catch((error: Error & { code?: string }) => {
    const isUsage = error instanceof WrongInput || error.code?.startsWith('ERR_PARSE_ARGS') === true;
    console.error(isUsage ? error.message : error.stack);
    process.exitCode = isUsage ? 2 : 1;
  });
};

/** @param option how the file is called on the command line */
export const readableFile = (option: string, path: string | undefined, usage: string): string => {
  if (path === undefined) throw new WrongInput(`${option} is missing. Usage: ${usage}`);
  try {
    accessSync(path, constants.R_OK);
    if (statSync(path).isFile()) return path;
  } catch (error) {
    throw new WrongInput(
      `${option} is "${path}", which cannot be read (${(error as NodeJS.ErrnoException).code}). Give the path of a file.`,
    );
  }
  throw new WrongInput(`${option} is "${path}", which is no file. Give the path of a file.`);
};

export const numberIn = (option: string, text: string, least: number, most = Infinity): number => {
  const value = Number(text);
  if (text.trim() !== '' && value >= least && value <= most) return value;
  const range = most === Infinity ? `from ${least} up` : `from ${least} to ${most}`;
  throw new WrongInput(`${option} is "${text}". Give a number ${range}.`);
};

export const oneOf = <Name extends string>(option: string, text: string, names: readonly Name[]): Name => {
  const name = names.find((each) => each === text);
  if (name !== undefined) return name;
  throw new WrongInput(`${option} is "${text}". Give one of ${names.join(', ')}.`);
};

export const instantIn = (option: string, text: string): string => {
  const instant = canonicalInstant(text);
  if (instant !== null) return instant;
  throw new WrongInput(`${option} is "${text}", no instant with an offset. Write it like 2026-09-02T08:12:13Z.`);
};
