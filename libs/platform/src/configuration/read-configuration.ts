import { readFileSync } from 'node:fs';
import { plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import { GembaConfig } from './gemba-config';
import { type Variable, valueOf, variablesOf } from './variable';

/** Names that other programs of Gemba read from the environment. */
const READ_ELSEWHERE: ReadonlySet<string> = new Set(['GEMBA_URL', 'GEMBA_API_KEY']);

/** All faults of the configuration at once; `message` is made to be printed as it is. */
export class ConfigurationFaults extends Error {
  readonly code = 'configuration-faults';

  constructor(readonly faults: readonly string[]) {
    super(`The configuration cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Environment → configuration. Throws `ConfigurationFaults` with every fault there is. */
export const readConfiguration = (environment: Environment): GembaConfig => readInto(GembaConfig, environment);

/** The same for any configuration class. */
export const readInto = <C extends object>(configuration: new () => C, environment: Environment): C => {
  const variables = variablesOf(configuration);
  const faults = unknownNames(environment, variables);
  const given: Given = {};
  for (const variable of variables) {
    const text = textOf(variable, environment, faults);
    if (text === undefined) continue;
    const holder = holderOf(variable, given);
    holder[variable.property] = parse(variable, text);
    const path = environment[`${variable.name}_FILE`];
    if (variable.pathProperty !== undefined && path) holder[variable.pathProperty] = path;
  }
  const config = plainToInstance(configuration, given, { exposeDefaultValues: true });
  const defaults = new configuration();
  for (const { part, property, value } of failuresOf(validateSync(config))) {
    const variable = variables.find((candidate) => candidate.property === property && candidate.part === part)!;
    faults.push(describeFault(variable, value, given, valueOf(defaults, variable)));
  }
  if (faults.length > 0) throw new ConfigurationFaults(faults);
  for (const { part } of variables) if (part !== undefined) Object.freeze((config as Given)[part]);
  return Object.freeze(config);
};

type Given = Record<string, unknown>;

const holderOf = ({ part }: Variable, given: Given): Given =>
  part === undefined ? given : ((given[part] ??= {}) as Given);

const failuresOf = (errors: readonly ValidationError[]) =>
  errors.flatMap(({ property, value, children = [] }) =>
    children.length === 0
      ? [{ property, value: value as unknown }]
      : children.map((child) => ({ part: property, property: child.property, value: child.value as unknown })),
  ) as readonly { readonly part?: string; readonly property: string; readonly value: unknown }[];

const unknownNames = (environment: Environment, variables: readonly Variable[]): string[] => {
  const known = new Set(READ_ELSEWHERE);
  for (const { name, secret } of variables) {
    known.add(name);
    if (secret) known.add(`${name}_FILE`);
  }
  return Object.keys(environment)
    .filter((name) => name.startsWith('GEMBA_') && !known.has(name))
    .map(
      (name) =>
        `${name} is not a variable of Gemba. Correct its name or unset it; docs/generated/configuration.md lists all.`,
    );
};

const textOf = (variable: Variable, environment: Environment, faults: string[]): string | undefined => {
  const direct = environment[variable.name];
  const file = variable.secret ? environment[`${variable.name}_FILE`] : undefined;
  if (!file) return direct === '' ? undefined : direct;
  if (direct) {
    faults.push(`${variable.name} and ${variable.name}_FILE are both set. Unset one of them.`);
    return undefined;
  }
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    faults.push(`${variable.name}_FILE names a file that cannot be read (${why}). Give the path of a readable file.`);
    return undefined;
  }
};

const parse = ({ kind }: Variable, text: string): unknown => {
  switch (kind) {
    case 'text':
      return text;
    case 'whole-number':
      return /^-?\d+$/.test(text.trim()) ? Number(text) : text;
    case 'list':
      return text
        .replace(/#.*$/gm, '')
        .split(/[\s,]+/)
        .filter((item) => item !== '');
  }
};

const describeFault = (variable: Variable, value: unknown, given: Given, fallback: unknown): string => {
  const { name, secret, expects, property } = variable;
  if (value === undefined) return `${name} is not set, and has to be. Set it to ${expects}.`;
  const shown = secret ? 'has a value (secret, not shown) that' : `is ${JSON.stringify(value)}, which`;
  const without =
    fallback === undefined || property in holderOf(variable, given) === false
      ? ''
      : `, or unset it for ${JSON.stringify(fallback)}`;
  return `${name} ${shown} is not ${expects}. Set it to ${expects}${secret ? '' : without}.`;
};
