import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { arrivalsOf, cloudEventOf, PROCESS_ID } from '@gemba/intake';
import { kaplanMeier, survivalQuantile } from '@gemba/process-analytics';
import { makeTestDataDir } from '@gemba/test-support';
import { StandaloneProcess } from './standalone-process';

interface Deal {
  readonly dealId: string;
  readonly outcome: string;
  readonly segment: string;
  readonly channel: string;
  readonly openedAt: string;
}

interface Visit {
  readonly dealId: string;
  readonly stepKey: string;
  readonly enteredAt: string;
  readonly exitedAt: string | null;
  readonly censored: boolean;
  readonly durationS: number;
}

interface Duration {
  readonly stepKey: string;
  readonly segmentScope: string;
  readonly segment: string | null;
  readonly n: number;
  readonly censoredN: number;
  readonly kmP50D: number | null;
}

interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
  readonly freshness: readonly { readonly table: string; readonly state: string }[];
}

const DEALS = 120;
const AS_OF = '2024-09-01T00:00:00.000000Z';
const DAY_S = 86_400;

/** Everything the organisation sends, but the merges: then every deal that was opened is there under its own id. */
const messages = (): string =>
  [...arrivalsOf({ seed: 21, deals: DEALS, startDate: '2024-01-01', days: 300, mergeShare: 0 })]
    .map(cloudEventOf)
    .filter((event) => event !== null)
    .map((event) => `${JSON.stringify(event)}\n`)
    .join('');

describe('questions over HTTP', () => {
  const dataDir = makeTestDataDir();
  let standalone: StandaloneProcess;

  const get = async <T>(path: string): Promise<T> => {
    const response = await standalone.request(path);
    const body = (await response.json()) as T & { readonly detail?: string };
    if (!response.ok) throw new Error(`${response.status}: ${body.detail}`);
    return body;
  };

  const page = async <Row>(path: string, list: string): Promise<Page<Row>> => {
    const body = await get<Record<string, unknown>>(path);
    return { rows: body[list], next: body['next'], freshness: body['freshness'] } as Page<Row>;
  };

  /** Every page, one after the other. */
  const all = async <Row>(path: string, list: string, limit: number): Promise<Row[]> => {
    const rows: Row[] = [];
    for (let next: string | null = ''; next !== null;) {
      const after: string = next === '' ? '' : `&after=${next}`;
      const one: Page<Row> = await page<Row>(`${path}${path.includes('?') ? '&' : '?'}limit=${limit}${after}`, list);
      rows.push(...one.rows);
      next = one.next;
    }
    return rows;
  };

  beforeAll(async () => {
    standalone = await StandaloneProcess.start(dataDir);
    const answer = await standalone.publish('application/x-ndjson', messages());
    expect(await answer.text()).not.toContain('quarantined');
    while (!(await get<{ fresh: boolean }>('/v1/freshness')).fresh) await delay(100);
  });

  afterAll(async () => {
    await standalone.end('SIGTERM');
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('lists every deal once, in the order of ids, whatever the size of the pages', async () => {
    const once = await all<Deal>('/v1/deals', 'deals', 1_000);
    expect(once).toHaveLength(DEALS);
    expect(once.map(({ dealId }) => dealId)).toEqual(once.map(({ dealId }) => dealId).sort());
    expect(await all<Deal>('/v1/deals', 'deals', 7)).toEqual(once);
  });

  it('lists exactly the deals that a filter means', async () => {
    const deals = await all<Deal>('/v1/deals', 'deals', 1_000);
    const filters = 'outcome=won&segment=trade&openedFrom=2024-03-01T00:00:00%2B01:00';
    const meant = deals.filter(
      ({ outcome, segment, openedAt }) =>
        outcome === 'won' && segment === 'trade' && openedAt >= '2024-02-29T23:00:00.000000Z',
    );
    expect(meant.length).toBeGreaterThan(0);
    expect(await all<Deal>(`/v1/deals?${filters}`, 'deals', 1_000)).toEqual(meant);
  });

  it('says with each answer how fresh it is', async () => {
    const { freshness } = await page('/v1/deals?limit=1', 'deals');
    expect(freshness).toEqual([expect.objectContaining({ table: 'deal_state', state: 'fresh', lagEvents: 0 })]);
  });

  it('answers for one deal, and refuses one that nobody told of', async () => {
    const [first] = await all<Deal>('/v1/deals', 'deals', 1_000);
    expect(await get(`/v1/deals/${first!.dealId}`)).toMatchObject({ deal: first, merged: false });
    const refusal = await standalone.request('/v1/deals/crm:none');
    expect(refusal.status).toBe(404);
    expect(refusal.headers.get('content-type')).toContain('application/problem+json');
    expect(await refusal.json()).toMatchObject({ code: 'deal-unknown', field: 'dealId' });
  });

  it('lists visits as of an instant: later ones out, later exits undone', async () => {
    const visits = await all<Visit>(`/v1/stage-visits?asOf=${AS_OF}`, 'visits', 50);
    expect(visits.filter(({ enteredAt }) => enteredAt > AS_OF)).toEqual([]);
    expect(visits.filter(({ exitedAt }) => exitedAt !== null && exitedAt > AS_OF)).toEqual([]);
    const open = await all<Visit>(`/v1/stage-visits?asOf=${AS_OF}&open=true`, 'visits', 1_000);
    expect(open).toEqual(visits.filter(({ censored }) => censored));
    expect(open.length).toBeGreaterThan(0);
  });

  it('computes durations as of an instant from exactly those visits', async () => {
    const visits = await all<Visit>(`/v1/stage-visits?asOf=${AS_OF}&step=negotiation`, 'visits', 1_000);
    const { durations, asOf } = await get<{ durations: Duration[]; asOf: string }>(
      `/v1/stage-durations?process=${PROCESS_ID}&step=negotiation&asOf=${AS_OF}`,
    );
    const observed = visits.map(({ durationS, censored }) => ({ duration: durationS / DAY_S, isEvent: !censored }));
    const whole = durations.find(({ segmentScope }) => segmentScope === 'all')!;
    expect(asOf).toBe(AS_OF);
    expect([whole.n, whole.censoredN]).toEqual([visits.length, observed.filter(({ isEvent }) => !isEvent).length]);
    expect(whole.kmP50D).toBeCloseTo(survivalQuantile(kaplanMeier(observed), 0.5).value!, 9);
  });

  it('gives the same durations from the table and when asked for the table’s own as-of', async () => {
    const stored = await get<{ durations: Duration[]; asOf: string }>('/v1/stage-durations');
    const computed = await get<{ durations: Duration[] }>(`/v1/stage-durations?asOf=${stored.asOf}`);
    expect(stored.durations.length).toBeGreaterThan(8);
    expect(computed.durations).toEqual(stored.durations);
  });

  it.each([
    ['/v1/deals?limit=0', 'limit'],
    ['/v1/deals?after=nonsense', 'after'],
    ['/v1/deals?outcome=perhaps', 'outcome'],
    ['/v1/deals?colour=red', 'colour'],
    ['/v1/stage-visits?asOf=2024-09-01', 'asOf'],
    ['/v1/stage-durations?unit=week', 'unit'],
    ['/v1/deals/crm:1/history?asOf=yesterday', 'asOf'],
  ])('refuses %s and names the field', async (path, field) => {
    const refusal = await standalone.request(path);
    expect(refusal.status).toBe(400);
    expect(await refusal.json()).toMatchObject({ code: 'invalid-request', field });
  });

  it('describes every question in the OpenAPI document that it serves', async () => {
    const { paths } = await get<{ paths: Record<string, unknown> }>('/openapi.json');
    for (const path of ['deals', 'deals/{dealId}', 'deals/{dealId}/history', 'stage-visits', 'stage-durations']) {
      expect(paths).toHaveProperty([`/v1/${path}`]);
    }
  });
});
