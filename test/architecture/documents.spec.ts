import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GembaConfig, variablesOf } from '@gemba/platform';

const HOUSE = join(__dirname, '../..');
const ROOMS = ['apps', 'deploy', 'docs', 'libs', 'test', 'tools'];

const FILES = ROOMS.flatMap((room) =>
  readdirSync(join(HOUSE, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(HOUSE.length + 1)),
).concat('README.md', 'package.json');

const text = (path: string): string => readFileSync(join(HOUSE, path), 'utf8');

/** What people wrote for people; generated pages are held against the code by `npm run check:generated`. */
const PAGES = FILES.filter((file) => file.endsWith('.md') && !file.startsWith('docs/generated/'));

/** Every way to name a file or folder from somewhere above it: `src/a/b.ts`, `a/b.ts`, `b.ts`, `src/a`. */
const PLACES = new Set(
  FILES.flatMap((file) => {
    const parts = file.split('/');
    return parts.flatMap((_, from) => parts.slice(from).map((_part, length) => parts.slice(from, from + length + 1)));
  }).map((parts) => parts.join('/')),
);

/** Names a source file, or a place that begins with a room. What Gemba makes at run time is named otherwise. */
const isPlace = (name: string): boolean =>
  /^[\w@][\w@./-]*\.(ts|mjs|cjs|sql)$|^(apps|deploy|dist|docs|libs|src|test|tools)\/[\w@./-]+$/.test(name) &&
  !name.startsWith('deploy/secrets/');

const source = (place: string): string => place.replace(/^dist\/(.*)\.js$/, '$1.ts').replace(/\/$/, '');

const found = (page: string, pattern: RegExp): string[] => [...text(page).matchAll(pattern)].map(([, name]) => name!);

/** Each page with what it names and `isThere` does not know. */
const missing = (pattern: RegExp, isThere: (name: string) => boolean): string[] =>
  PAGES.flatMap((page) =>
    found(page, pattern)
      .filter((name) => !isThere(name))
      .map((name) => `${page}: ${name}`),
  );

describe('what people wrote about the house', () => {
  it('names files and folders that are there', () => {
    expect(missing(/`([^`\s]+)`/g, (name) => !isPlace(name) || PLACES.has(source(name)))).toEqual([]);
    expect(missing(/\]\(([^)#:]+)\)/g, (name) => PLACES.has(name))).toEqual([]);
  });

  it('names scripts that npm runs', () => {
    const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };
    expect(missing(/npm run ([\w:-]+)/g, (name) => name in scripts)).toEqual([]);
  });

  it('names commands that gemba knows', () => {
    const commands = FILES.filter((file) => /^apps\/cli\/src\/.*\.command\.ts$/.test(file)).flatMap((file) =>
      found(file, /@(?:Sub)?Command\(\{\s*name: '([\w-]+)'/g),
    );
    expect(missing(/(?:npx |`)gemba ([a-z][a-z-]+)/g, (name) => commands.includes(name))).toEqual([]);
  });

  it('names settings that are read', () => {
    const settings = variablesOf(GembaConfig).map(({ name }) => name);
    // The command line reads two of its own; a prefix stands for all that begin with it.
    const isRead = (name: string): boolean =>
      ['GEMBA_URL', 'GEMBA_API_KEY'].includes(name) ||
      settings.includes(name.replace(/_FILE$/, '')) ||
      (name.endsWith('_') && settings.some((setting) => setting.startsWith(name)));
    expect(missing(/\b(GEMBA_[A-Z0-9_]+)/g, isRead)).toEqual([]);
  });

  it('names decisions that were made', () => {
    const numbers = FILES.filter((file) => /^docs\/decisions\/\d/.test(file)).map((file) =>
      Number(/\d+/.exec(file)![0]),
    );
    expect(missing(/\bdecisions? (\d+)/gi, (name) => numbers.includes(Number(name)))).toEqual([]);
  });
});
