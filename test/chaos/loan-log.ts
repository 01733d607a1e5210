import { seededRandom } from '@gemba/process-analytics';

const xesEvent = (activity: string, lifecycle: string, resource: number, at: number): string =>
  `<event><string key="org:resource" value="${resource}"/><string key="lifecycle:transition" value="${lifecycle}"/>` +
  `<string key="concept:name" value="${activity}"/><date key="time:timestamp" value="${new Date(at).toISOString()}"/></event>`;

/** A log of loan applications in the shape of the BPI Challenge 2012, of any size, that a seed decides. */
export function* loanLog(cases: number, seed: number): Generator<string> {
  const random = seededRandom(seed);
  const below = (n: number): number => Math.floor(random() * n);
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0">\n';
  for (let no = 1; no <= cases; no++) {
    let at = Date.UTC(2012, 0, 2) + no * 60_000;
    const events: string[] = [];
    const happen = (activity: string, lifecycle = 'COMPLETE'): void => {
      at += below(3) === 0 ? 0 : below(40_000_000);
      events.push(xesEvent(activity, lifecycle, 100 + below(30), at));
    };
    ['A_SUBMITTED', 'A_PARTLYSUBMITTED', 'A_PREACCEPTED'].forEach((activity) => happen(activity));
    for (let i = below(6); i > 0; i--) happen('W_Completeren aanvraag', below(2) === 0 ? 'START' : 'COMPLETE');
    if (below(3) > 0) ['A_ACCEPTED', 'A_FINALIZED', 'O_SELECTED', 'O_CREATED', 'O_SENT'].forEach((a) => happen(a));
    for (let i = below(8); i > 0; i--) happen('W_Nabellen offertes');
    const end = below(5);
    if (end === 0) ['O_ACCEPTED', 'A_REGISTERED', 'A_APPROVED', 'A_ACTIVATED'].forEach((activity) => happen(activity));
    if (end === 1) happen('A_DECLINED');
    if (end === 2) happen('A_CANCELLED');
    yield (
      `<trace><float key="AMOUNT_REQ" value="${1000 + below(50_000)}"/><string key="concept:name" value="${no}"/>\n` +
      `${events.join('\n')}\n</trace>\n`
    );
  }
  yield '</log>\n';
}
