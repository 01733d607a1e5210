import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HOUSE = join(__dirname, '../..');
const TODAY = readFileSync(join(HOUSE, 'docs/generated/asyncapi.json'), 'utf8');

describe('the check of contracts', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'gemba-contracts-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const run = (today: string, ...options: readonly string[]) => {
    const paths = [join(folder, 'published.json'), join(folder, 'today.json')];
    writeFileSync(paths[1]!, today);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(HOUSE, 'tools/contracts.mjs'), ...options, ...paths],
      { encoding: 'utf8' },
    );
    return { status, stdout, stderr };
  };
  const published = (): string => readFileSync(join(folder, 'published.json'), 'utf8');

  const withoutCurrency = (): string => {
    const document = JSON.parse(TODAY) as { components: { schemas: Record<string, { properties: object }> } };
    delete (document.components.schemas['DealWon.v1']!.properties as { currency?: object }).currency;
    return JSON.stringify(document);
  };
  const withAnotherEvent = (): string => {
    const document = JSON.parse(TODAY) as {
      channels: { recorded: { messages: Record<string, object> } };
      components: { messages: Record<string, object> };
    };
    document.components.messages['recorded.DealPaused.v1'] = {
      name: 'gemba.DealPaused.v1',
      traits: [{ $ref: '#/components/messageTraits/recorded' }],
      payload: { type: 'object' },
    };
    document.channels.recorded.messages['recorded.DealPaused.v1'] = {
      $ref: '#/components/messages/recorded.DealPaused.v1',
    };
    return JSON.stringify(document);
  };

  it('passes, and is published, when nobody is broken; fails, and publishes nothing, when somebody is', () => {
    expect(run(TODAY, '--publish')).toMatchObject({ status: 0 });
    expect(published()).toBe(TODAY);
    expect(run(TODAY)).toEqual({ status: 0, stdout: '', stderr: '' });

    const breaking = run(withoutCurrency());
    expect(breaking.status).toBe(1);
    expect(breaking.stderr).toContain(
      'gemba.recorded.v1, gemba.DealWon.v1, data.currency: it was promised, and is gone',
    );
    expect(run(withoutCurrency(), '--publish').status).toBe(1);
    expect(published()).toBe(TODAY);

    const adding = run(withAnotherEvent());
    expect(adding).toMatchObject({ status: 0, stderr: '' });
    expect(adding.stdout).toContain('New: gemba.recorded.v1, gemba.DealPaused.v1.');
    expect(run(withAnotherEvent(), '--publish').status).toBe(0);
    expect(published()).toBe(withAnotherEvent());
  });

  it('has something to hold today’s contracts against', () => {
    expect(existsSync(join(HOUSE, 'docs/contracts/asyncapi.json'))).toBe(true);
  });
});
