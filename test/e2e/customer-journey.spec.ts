import { readFileSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { PROCESS_TEMPLATES } from '@gemba/sales-process';
import { makeTestDataDir } from '@gemba/test-support';
import { StandaloneProcess } from '@gemba/test-support/processes';

const told = (id: string, type: string, time: string, data: object): string =>
  JSON.stringify({
    specversion: '1.0',
    type: `gemba.${type}.v1`,
    source: 'crm',
    id,
    time,
    data: { dealId: 'crm:1', ...data },
  });

const STORY = [
  told('1', 'DealOpened', '2026-03-02T09:00:00Z', { processId: 'gemba:customer-journey', ownerId: 'ann' }),
  told('2', 'StepEntered', '2026-03-02T09:00:00Z', { stepKey: 'first-talk' }),
  told('3', 'StepEntered', '2026-03-03T09:00:00Z', { stepKey: 'site-survey' }),
  told('4', 'StepEntered', '2026-03-10T09:00:00Z', { stepKey: 'requirements' }),
  told('5', 'StepEntered', '2026-03-19T09:00:00Z', { stepKey: 'solution-design', reason: 'hurry, they are annoyed' }),
  JSON.stringify({
    specversion: '1.0',
    type: 'gemba.CalendarPublished.v1',
    source: 'crm',
    id: '6',
    time: '2026-01-01T00:00:00Z',
    data: {
      organisationId: 'crm:acme',
      calendarId: 'office',
      version: 1,
      tz: 'Europe/Berlin',
      hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '17:00' })),
      holidays: [],
    },
  }),
];

describe('a customer with a link', () => {
  const dataDir = makeTestDataDir();
  let standalone: StandaloneProcess;

  const post = (path: string, body: object = {}): Promise<Response> =>
    standalone.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const linkTo = async (dealId: string): Promise<string> =>
    ((await (await post(`/v1/deals/${dealId}/journey-link`)).json()) as { path: string }).path;

  beforeAll(async () => {
    standalone = await StandaloneProcess.start(dataDir, { GEMBA_LOG_LEVEL: 'debug' });
    const file = readFileSync(PROCESS_TEMPLATES['customer-journey'], 'utf8');
    const published = await post('/v1/processes/publish', {
      file,
      evidenceIds: ['minutes'],
      inForceSince: '2026-01-01T00:00:00Z',
    });
    expect(published.status).toBe(200);
    const answer = await standalone.publish('application/x-ndjson', `${STORY.join('\n')}\n`);
    expect(await answer.text()).not.toContain('quarantined');
    for (let fresh = false; !fresh; await delay(100))
      fresh = ((await (await standalone.request('/v1/freshness')).json()) as { fresh: boolean }).fresh;
  });

  afterAll(async () => {
    await standalone.end('SIGTERM');
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('reads "4 of 10", what comes next and by when, and nothing of the house', async () => {
    const path = await linkTo('crm:1');
    const response = await standalone.request(path);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const journey = (await response.json()) as Record<string, unknown>;
    expect(journey).toMatchObject({
      status: 'underway',
      step: 4,
      of: 10,
      title: 'Solution design',
      next: 'Proposal',
      dueFrom: 'us',
      expectedDate: '2026-03-30',
    });
    expect(JSON.stringify(journey)).not.toMatch(/annoyed|crm:|ann"/);
    expect(standalone.text).not.toContain(path.split('/').at(-1));
  });

  it('is let in by the latest link alone, until it is revoked', async () => {
    const first = await linkTo('crm:1');
    const second = await linkTo('crm:1');
    expect(second).not.toBe(first);
    expect((await standalone.request(first)).status).toBe(404);
    expect((await standalone.request(second)).status).toBe(200);
    const revoke = () => standalone.request('/v1/deals/crm:1/journey-link', { method: 'DELETE' });
    expect((await revoke()).status).toBe(204);
    expect((await standalone.request(second)).status).toBe(404);
    expect((await revoke()).status).toBe(404);
    expect((await post('/v1/deals/crm:404/journey-link')).status).toBe(404);
  });

  it('is slowed down when trying links', async () => {
    const statuses = new Set<number>();
    for (let i = 0; i < 70; i++)
      statuses.add((await standalone.request(`/public/journeys/${String(i).padStart(22, 'A')}`)).status);
    expect([...statuses].sort()).toEqual([404, 429]);
  });
});
