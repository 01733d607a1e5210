import { renderSettings, serverSettings, type SettingsInput } from './server-settings';

const GIBIBYTE = 1024 ** 3;
const input: SettingsInput = { memoryBudgetBytes: 8 * GIBIBYTE, socketFolder: '/data/run', sqlPort: 5439 };
const valueOf = (name: string, from: SettingsInput = input): string | undefined =>
  serverSettings(from).find((setting) => setting.name === name)?.value;

describe('the settings of the embedded PostgreSQL', () => {
  it('give a quarter of the memory budget to shared buffers, within sense', () => {
    expect(valueOf('shared_buffers')).toBe('2048MB');
    expect(valueOf('shared_buffers', { ...input, memoryBudgetBytes: 1024 })).toBe('32MB');
    expect(valueOf('shared_buffers', { ...input, memoryBudgetBytes: 1024 * GIBIBYTE })).toBe('16384MB');
  });

  it('never trade durability for speed', () => {
    expect(['fsync', 'synchronous_commit', 'full_page_writes'].map((name) => valueOf(name))).toEqual([
      'on',
      'on',
      'on',
    ]);
  });

  it('state a reason for each, and each once', () => {
    const settings = serverSettings(input);
    expect(settings.filter(({ reason }) => reason === '')).toEqual([]);
    expect(new Set(settings.map(({ name }) => name)).size).toBe(settings.length);
  });

  it('give way to what the caller asks for', () => {
    const settings = serverSettings({ ...input, overrides: { max_wal_size: '1GB', huge_pages: 'off' } });
    expect(settings.filter(({ name }) => name === 'max_wal_size')).toMatchObject([{ value: '1GB' }]);
    expect(settings).toContainEqual(expect.objectContaining({ name: 'huge_pages', value: 'off' }));
  });

  it('survive a folder name full of what a configuration file takes for its own', () => {
    const text = renderSettings(serverSettings({ ...input, socketFolder: `/it's a, "folder"` }));
    expect(text).toContain(`unix_socket_directories = '"/it''s a, ""folder"""'`);
  });
});
