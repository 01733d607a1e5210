import 'reflect-metadata';
import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';

/** How the text of an environment variable becomes a value. */
export type VariableKind = 'text' | 'whole-number' | 'list';

/** What is known of one environment variable beside its validators; the generated table shows all of it. */
export interface VariableDescription {
  readonly name: string;
  readonly kind: VariableKind;
  /** One line: what it decides. */
  readonly meaning: string;
  /** Completes "is not …" and "Set it to …": the remedy when a value is refused. */
  readonly expects: string;
  readonly unit?: string;
  /** Shown in place of the default where the default is derived or absent. */
  readonly defaultMeaning?: string;
  /** Never printed; may also be given as a file, in `<name>_FILE`. */
  readonly secret?: boolean;
  /** Property beside this one that is told the path of that file, where it has to be followed. */
  readonly pathProperty?: string;
}

export interface Variable extends VariableDescription {
  readonly property: string;
  /** Member of the configuration that holds the property; absent where the configuration itself does. */
  readonly part?: string;
}

const VARIABLES = Symbol('gemba:variables');

/** Ties a property of a configuration class to an environment variable. */
export const FromEnvironment =
  (name: string, description: Omit<VariableDescription, 'name'>): PropertyDecorator =>
  (target, property) => {
    const known = variablesOf(target.constructor);
    Reflect.defineMetadata(
      VARIABLES,
      [...known, { name, ...description, property: String(property) }],
      target.constructor,
    );
  };

/**
 * A member of a configuration class that is a configuration of its own: what belongs to one subject stands beside that
 * subject, and is read, checked and listed with everything else. Its class has a default for every property.
 */
export const Part =
  (part: new () => object): PropertyDecorator =>
  (target, property) => {
    const own = variablesOf(part).map((variable) => ({ ...variable, part: String(property) }));
    Reflect.defineMetadata(VARIABLES, [...variablesOf(target.constructor), ...own], target.constructor);
    Type(() => part)(target, property);
    ValidateNested()(target, property);
  };

/** What a configuration holds for a variable. */
export const valueOf = (configuration: object, { part, property }: Variable): unknown => {
  const holder = part === undefined ? configuration : (configuration as Record<string, object>)[part]!;
  return (holder as Record<string, unknown>)[property];
};

/** The variables of a configuration class and its parts, in the order in which the class lists them. */
export const variablesOf = (configuration: object): readonly Variable[] =>
  (Reflect.getMetadata(VARIABLES, configuration) as readonly Variable[] | undefined) ?? [];
