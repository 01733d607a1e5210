import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { textOf } from './deploy-files';

const HOUSE = join(__dirname, '../..');
const lines = textOf('Dockerfile')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const having = (word: string): readonly string[] =>
  lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));

describe('the image', () => {
  it('stands on one pinned Node of the version that the packages ask for', () => {
    const [image] = having('ARG');
    expect(image).toMatch(/^NODE_IMAGE=node:20\.\d+\.\d+-bookworm-slim$/);
    expect(having('FROM').map((from) => from.split(' ')[0])).toEqual([
      '${NODE_IMAGE}',
      '${NODE_IMAGE}',
      '${NODE_IMAGE}',
    ]);
  });

  it('is run by nobody’s user, named by number, so that a cluster can see that it is not root', () => {
    expect(having('USER')).toEqual(['1000:1000']);
    // After the last COPY: what it runs belongs to root.
    expect(lines.findIndex((line) => line.startsWith('USER'))).toBeGreaterThan(
      lines.findLastIndex((line) => line.startsWith('COPY')),
    );
  });

  it('runs no script of a package, least of all `prepare`, and holds no development package', () => {
    const installs = having('RUN').filter((command) => command.includes('npm ci'));
    expect(installs).toHaveLength(2);
    for (const command of installs) expect(command).toContain('--ignore-scripts');
    expect(installs[1]).toContain('--omit=dev --omit=optional');
  });

  it('is made of what is there, and its context lets nothing else in', () => {
    const copied = having('COPY')
      .filter((copy) => !copy.startsWith('--from'))
      .flatMap((copy) => copy.split(' ').slice(0, -1));
    expect(copied.length).toBeGreaterThan(5);
    const [first, ...rules] = textOf('Dockerfile.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(first).toBe('*');
    const letIn = rules.filter((rule) => rule.startsWith('!')).map((rule) => rule.slice(1));
    for (const path of copied) {
      expect([path, existsSync(join(HOUSE, path))]).toEqual([path, true]);
      expect([path, letIn.some((rule) => path === rule || path.startsWith(`${rule}/`))]).toEqual([path, true]);
    }
    for (const rule of letIn) expect([rule, existsSync(join(HOUSE, rule))]).toEqual([rule, true]);
  });

  it('says by its own program whether it is ready', () => {
    expect(having('HEALTHCHECK')[0]).toMatch(/CMD \["node", "deploy\/healthcheck\.mjs"\]$/);
    expect(textOf('healthcheck.mjs')).toContain('/health/ready');
  });
});
