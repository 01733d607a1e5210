// The revision of each table: a digest of its columns, its functions and all of ours that they import. Code is digested
// as the compiler prints it, without comments, types and layout, and SQL without what it says of tables and columns: a
// comment never makes anybody rebuild a table. What BI reads of them comes with the views.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const swc = require('@swc/core');

export const name = 'read-model revisions';

const ROOM = 'libs/read-models/src';
const OUTPUT = `${ROOM}/revisions.generated.ts`;
/** How a table is asked for changes no row of it. */
const QUESTION = /\.query\.ts$/;
/** What every table's rows are computed from, whether its own code imports it or is handed it. */
const GIVEN = ['deal-case/fold-deal-case.ts', 'context/context-of.ts'];
const REVISION_CHARACTERS = 16;

const digestOf = (text) => createHash('sha256').update(text).digest('hex');

const ESM = {
  swcrc: false,
  minify: true,
  module: { type: 'es6' },
  jsc: {
    parser: { syntax: 'typescript' },
    target: 'es2022',
    minify: { compress: false, mangle: false, module: true, format: { comments: false } },
  },
};

/** A module of ours: its printed code, what it imports and what it passes on. */
const readModule = (file) => {
  const { code } = swc.transformSync(readFileSync(file, 'utf8'), ESM);
  const { body } = swc.parseSync(code, { syntax: 'ecmascript', target: 'es2022' });
  const imports = [];
  const passedOn = [];
  const own = new Set();
  for (const item of body) {
    const from = item.source?.value;
    if (item.type === 'ImportDeclaration') imports.push({ from, names: namesOf(item.specifiers, 'imported') });
    else if (item.type === 'ExportAllDeclaration') passedOn.push({ from, names: null });
    else if (item.type === 'ExportNamedDeclaration' && from !== undefined)
      passedOn.push({ from, names: namesOf(item.specifiers, 'orig') });
    else if (item.type === 'ExportDeclaration') for (const each of declared(item.declaration)) own.add(each);
  }
  const isDoor = body.length > 0 && passedOn.length === body.length;
  return { code, imports, passedOn, own, isDoor };
};

const declared = (declaration) =>
  declaration.type === 'VariableDeclaration'
    ? declaration.declarations.map(({ id }) => id.value)
    : [declaration.identifier.value];

/** Names asked of a module; null: all of them, as in `import * as`. */
const namesOf = (specifiers, side) =>
  specifiers.every(({ type }) => type === 'ImportSpecifier' || type === 'ExportSpecifier')
    ? specifiers.map((specifier) => (specifier[side] ?? specifier.local).value)
    : null;

/** Walks from an entry through every module of ours that its code can reach, each name through the doors to its file. */
class Reach {
  modules = new Map();
  reached = new Set();

  constructor(root) {
    this.root = root;
    this.aliases = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')).compilerOptions.paths;
  }

  module(file) {
    if (!this.modules.has(file)) this.modules.set(file, readModule(file));
    return this.modules.get(file);
  }

  /** The file that a specifier names; null for a package that is not ours. */
  resolve(specifier, importer) {
    if (specifier.startsWith('.')) {
      const path = join(dirname(importer), specifier);
      return [`${path}.ts`, join(path, 'index.ts')].find((file) => existsSync(file)) ?? null;
    }
    for (const [alias, [target]] of Object.entries(this.aliases)) {
      const [before, after] = alias.split('*');
      if (after === undefined ? specifier === alias : specifier.startsWith(before))
        return join(
          this.root,
          after === undefined ? target : `${target.replace('*', specifier.slice(before.length))}.ts`,
        );
    }
    return null;
  }

  /** Whether a name can be had from a file. */
  gives(file, wanted) {
    const { own, passedOn } = this.module(file);
    if (own.has(wanted)) return true;
    return passedOn.some(({ from, names }) => {
      const target = this.resolve(from, file);
      return target !== null && (names === null ? this.gives(target, wanted) : names.includes(wanted));
    });
  }

  visit(file, wanted) {
    const { isDoor, imports, passedOn } = this.module(file);
    if (isDoor && wanted !== null) {
      for (const each of wanted) this.visitThrough(file, each);
      return;
    }
    if (this.reached.has(file)) return;
    this.reached.add(file);
    for (const { from, names } of [...imports, ...passedOn]) {
      const target = this.resolve(from, file);
      if (target !== null && !QUESTION.test(target)) this.visit(target, names);
    }
  }

  visitThrough(door, wanted) {
    for (const { from, names } of this.module(door).passedOn) {
      const target = this.resolve(from, door);
      if (target !== null && (names?.includes(wanted) ?? this.gives(target, wanted)))
        return this.visit(target, [wanted]);
    }
    throw new Error(`${door} does not pass on ${wanted}, which is imported from it.`);
  }

  digest() {
    return [...this.reached].map((file) => digestOf(this.module(file).code)).sort();
  }
}

const withoutSqlComments = (sql) =>
  sql
    .replace(/^\s*--.*$/gm, '')
    .replace(/^comment on [^']*'(?:[^']|'')*';/gm, '')
    .replace(/\s+/g, ' ')
    .trim();

const revisionOf = (root, folder, tableSql) => {
  const reach = new Reach(root);
  reach.visit(join(root, ROOM, folder, 'index.ts'), null);
  for (const file of GIVEN) reach.visit(join(root, ROOM, file), null);
  const sql = withoutSqlComments(readFileSync(join(root, ROOM, folder, tableSql), 'utf8'));
  return digestOf(JSON.stringify([sql, ...reach.digest()])).slice(0, REVISION_CHARACTERS);
};

export const outputs = ({ root }) => {
  const lines = [];
  for (const folder of readdirSync(join(root, ROOM), { withFileTypes: true })) {
    if (!folder.isDirectory()) continue;
    const tableSql = `${folder.name}.table.sql`;
    if (!existsSync(join(root, ROOM, folder.name, tableSql))) continue;
    lines.push(`  ${folder.name.replaceAll('-', '_')}: '${revisionOf(root, folder.name, tableSql)}',`);
  }
  const text = [
    '// Written by `npm run generate`. A table whose revision changed is computed anew.',
    'export const REVISIONS: Readonly<Record<string, string>> = {',
    ...lines.sort(),
    '};',
    '',
  ].join('\n');
  return { [OUTPUT]: text };
};
