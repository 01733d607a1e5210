import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { arrivalsOf, cloudEventOf, PROCESS_ID } from '@gemba/intake';
import { kaplanMeier, survivalQuantile, wilsonInterval } from '@gemba/process-analytics';
import { analyses, dealReadModels, plainViews, referenceTables } from '@gemba/read-models';
import { makeTestDataDir } from '@gemba/test-support';
import { parse } from 'csv-parse/sync';
import { StandaloneProcess } from '@gemba/test-support/processes';

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

interface Handoff {
  readonly dealId: string;
  readonly handoverId: string;
  readonly fromParty: string | null;
  readonly toParty: string | null;
  readonly status: string;
  readonly completeness: number | null;
  readonly firstSubmittedAt: string | null;
  readonly returnedAt: readonly string[];
}

interface WinRate {
  readonly unit: string;
  readonly scope: string;
  readonly scopeValue: string | null;
  readonly won: number;
  readonly decidedN: number;
  readonly rateDecided: number | null;
  readonly rateDecidedLo: number | null;
  readonly rateDecidedHi: number | null;
  readonly evidence: string;
}

interface Finding {
  readonly entryId: number;
  readonly concludedAt: string;
  readonly kind: string;
  readonly tableName: string;
  readonly subject: string;
  readonly conclusionId: string;
  readonly isBelieved: boolean;
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

  it('lists the handovers of a team, newest first, as far as they were complete', async () => {
    const handoffs = await all<Handoff>('/v1/handoffs', 'handoffs', 1_000);
    const { toParty } = handoffs.find(({ toParty: party }) => party !== null)!;
    const ofParty = handoffs.filter((one) => one.fromParty === toParty || one.toParty === toParty);
    const { n, handoffs: newest } = await get<{ n: number; handoffs: Handoff[] }>(
      `/v1/handoffs?party=${toParty}&status=accepted&status=pending&order=submitted&limit=20`,
    );
    const meant = ofParty.filter(({ status }) => status === 'accepted' || status === 'pending');
    expect(n).toBe(meant.length);
    const times = newest.map(({ firstSubmittedAt }) => firstSubmittedAt ?? '');
    expect(times).toEqual(
      meant
        .map(({ firstSubmittedAt }) => firstSubmittedAt ?? '')
        .sort()
        .reverse()
        .slice(0, 20),
    );
    for (const { completeness } of newest)
      expect(completeness === null || (completeness >= 0 && completeness <= 1)).toBe(true);
  });

  it('shows no win rate without its cases, its Wilson interval and its as-of', async () => {
    const { winRates, asOf, freshness } = await get<{
      winRates: WinRate[];
      asOf: string;
      freshness: readonly { table: string; asOf: string; position: number; lagEvents: number }[];
    }>('/v1/win-rates?unit=deal&periodKind=all&limit=1000');
    expect(freshness).toEqual([expect.objectContaining({ table: 'win_rate', asOf, lagEvents: 0 })]);
    const decided = winRates.filter(({ decidedN }) => decidedN > 0);
    expect(decided.length).toBeGreaterThan(5);
    for (const { won, decidedN, rateDecided, rateDecidedLo, rateDecidedHi, evidence } of decided) {
      const { rate, low, high } = wilsonInterval(won, decidedN)!;
      expect([rateDecided, rateDecidedLo, rateDecidedHi]).toEqual([rate, low, high]);
      expect(evidence).toBe(decidedN < 30 ? 'insufficient' : 'sufficient');
    }
    const trade = await page<WinRate>('/v1/win-rates?unit=deal&periodKind=all&segment=trade', 'winRates');
    expect(trade.rows).toEqual(
      winRates.filter(({ scope, scopeValue }) => scope === 'segment' && scopeValue === 'trade'),
    );
    expect(trade.rows).toHaveLength(1);
  });

  it('tells what Gemba concluded, when, and what of it was believed then', async () => {
    const findings = await all<Finding>('/v1/findings', 'findings', 500);
    const believed = await all<Finding>('/v1/findings?holdsNow=true', 'findings', 500);
    expect(believed.length).toBeGreaterThan(0);
    expect(believed).toEqual(findings.filter(({ isBelieved }) => isBelieved));
    const { subject } = findings.find(({ tableName }) => tableName === 'shortcut')!;
    const ofDeal = await all<Finding>(`/v1/findings?table=shortcut&deal=${subject}`, 'findings', 500);
    expect(ofDeal).toEqual(findings.filter((each) => each.tableName === 'shortcut' && each.subject === subject));
    // As of the first entry nothing later had been said.
    const { concludedAt } = findings[0]!;
    const then = await all<Finding>(`/v1/findings?asOf=${concludedAt}`, 'findings', 500);
    expect(then.map(({ entryId }) => entryId)).toEqual(
      findings.filter((each) => each.concludedAt <= concludedAt).map(({ entryId }) => entryId),
    );
  });

  it('gives the same rows as CSV, page by page, with what they rest on in the headers', async () => {
    const handoffs = await all<Handoff>('/v1/handoffs', 'handoffs', 1_000);
    const rows: Record<string, string>[] = [];
    let path: string | null = `/v1/handoffs?limit=${Math.ceil(handoffs.length / 3)}`;
    for (let pages = 0; path !== null; pages++) {
      const response: Response = await standalone.request(path, { headers: { accept: 'text/csv' } });
      expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
      expect(response.headers.get('gemba-state')).toBe('fresh');
      expect(response.headers.get('gemba-lag-events')).toBe('0');
      expect(Number(response.headers.get('gemba-position'))).toBeGreaterThan(0);
      expect(response.headers.get('gemba-n')).toBe(pages === 0 ? String(handoffs.length) : null);
      rows.push(...(parse(await response.text(), { columns: true, record_delimiter: '\r\n' }) as typeof rows));
      const link: string | undefined = /^<([^>]*)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1];
      path = link === undefined ? null : new URL(link, 'http://host/v1/handoffs').href.replace('http://host', '');
    }
    expect(
      rows.map(({ dealId, handoverId, status, completeness, returnedAt }) => [
        dealId,
        handoverId,
        status,
        completeness,
        returnedAt,
      ]),
    ).toEqual(
      handoffs.map(({ dealId, handoverId, status, completeness, returnedAt }) => [
        ...[dealId, handoverId, status],
        ...[completeness === null ? '' : String(completeness), JSON.stringify(returnedAt)],
      ]),
    );
    const asked = await standalone.request('/v1/win-rates?format=csv');
    expect(asked.headers.get('content-disposition')).toBe('attachment; filename="win-rates.csv"');
    expect(asked.headers.get('gemba-as-of')).toMatch(/^\d{4}-.*Z$/);
    expect((await asked.text()).split('\r\n')[0]).toMatch(
      /^groupId,unit,scope,.*,rateDecided,rateDecidedLo,rateDecidedHi,/,
    );
  });

  it.each([
    ['/v1/deals?limit=0', 'limit'],
    ['/v1/handoffs?status=lost', 'status'],
    ['/v1/handoffs?submittedFrom=yesterday', 'submittedFrom'],
    ['/v1/win-rates?asOf=2024-09-01T00:00:00Z', 'asOf'],
    ['/v1/win-rates?periodFrom=2024-13-01', 'periodFrom'],
    ['/v1/findings?conclusion=none', 'conclusion'],
    ['/v1/drifts?limit=5000', 'limit'],
    ['/v1/work-items?order=random', 'order'],
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
    const tables = [...referenceTables, ...dealReadModels, ...analyses, ...plainViews];
    const asked = tables.flatMap(({ question }) => question?.path ?? []);
    expect(asked.length).toBeGreaterThan(25);
    for (const path of [...asked, 'deals/{dealId}', 'deals/{dealId}/history', 'stage-durations']) {
      expect(paths).toHaveProperty([`/v1/${path}`]);
    }
  });
});
