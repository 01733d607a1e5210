import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'yaml';

const HOUSE = join(__dirname, '../..');
const DEPLOY = join(HOUSE, 'deploy');

/** A file of `deploy/`, by its path from there. */
export const textOf = (path: string): string => readFileSync(join(DEPLOY, path), 'utf8');

export const yamlOf = <T>(path: string): T => parse(textOf(path), { merge: true }) as T;

export const jsonOf = <T>(path: string): T => JSON.parse(textOf(path)) as T;

/** Every file below a folder of `deploy/`, but for the secrets that somebody may have made there. */
export const filesBelow = (folder = ''): readonly string[] =>
  readdirSync(join(DEPLOY, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(DEPLOY, join(parentPath, name)))
    .filter((path) => !path.startsWith('secrets/'));

/** The version that image, compose file and chart must agree on. */
export const VERSION = (JSON.parse(readFileSync(join(HOUSE, 'package.json'), 'utf8')) as { version: string }).version;

/** The source of what the image runs: `dist/apps/recorder/src/main.js` → `apps/recorder/src/main.ts`. */
export const sourceOf = (program: string): string =>
  join(HOUSE, program.startsWith('dist/') ? program.slice('dist/'.length).replace(/\.js$/, '.ts') : program);

export interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly profiles?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>> | readonly string[];
  readonly stop_grace_period?: string;
}

export interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

export const compose = (): Compose => yamlOf<Compose>('compose.yaml');
