import {
  bindingAt,
  counts,
  type DealCase,
  type FoundDefect,
  type HandedItem,
  type Handover,
  knownAt,
  type Submission,
} from '../deal-case';
import { type Row } from '../read-model';

export interface HandoffItemRow extends Row {
  readonly deal_id: string;
  readonly handover_id: string;
  readonly submission_no: number;
  readonly item_key: string;
  readonly origin: Handover['origin'];
  readonly boundary_key: string | null;
  readonly from_party: string | null;
  readonly to_party: string | null;
  readonly sender_id: string | null;
  readonly process_id: string | null;
  readonly version: number | null;
  readonly submitted_at: string | null;
  readonly required: boolean | null;
  readonly applicable: boolean | null;
  readonly counted: boolean;
  readonly weight: number | null;
  readonly weight_source: HandedItem['weightSource'] | null;
  readonly state: HandedItem['state'] | 'not_named';
  readonly judged: boolean;
  readonly defect: FoundDefect['defect'] | null;
  readonly defect_how: 'rejection' | 'derived' | null;
  readonly defect_found_at: string | null;
  readonly escaped_defect: FoundDefect['defect'] | null;
  readonly escaped_at: string | null;
}

/** An item that only a defect names was asked for by the receiver, though nobody had listed it. */
const NOT_NAMED = {
  required: null,
  applicable: null,
  counted: false,
  weight: null,
  weight_source: null,
  state: 'not_named',
} as const;

const asHanded = (item: HandedItem | undefined) =>
  item === undefined
    ? NOT_NAMED
    : {
        required: item.required,
        applicable: item.applicable,
        counted: counts(item),
        weight: item.weight,
        weight_source: item.weightSource,
        state: item.state,
      };

const defectOf = (defects: readonly FoundDefect[]) => {
  const judged = defects.find(({ how }) => how !== 'escape');
  const escaped = defects.find(({ how }) => how === 'escape');
  return {
    defect: judged?.defect ?? null,
    defect_how: (judged?.how as HandoffItemRow['defect_how'] | undefined) ?? null,
    defect_found_at: knownAt(judged?.found ?? null),
    escaped_defect: escaped?.defect ?? null,
    escaped_at: knownAt(escaped?.found ?? null),
  };
};

const itemsOf = ({ items, defects }: Submission) => {
  const handed = new Map(items.map((item) => [item.key, item]));
  const keys = new Set([...handed.keys(), ...defects.map(({ key }) => key)]);
  return [...keys].map((key) => ({
    item_key: key,
    ...asHanded(handed.get(key)),
    ...defectOf(defects.filter((defect) => defect.key === key)),
  }));
};

/** Every item of every submission, and every item that a defect names. */
export const handoffItemRows = ({ dealId, handovers, bindings }: DealCase): HandoffItemRow[] =>
  handovers.flatMap(({ handoverId, origin, boundaryKey, fromParty, toParty, submissions }) =>
    submissions.flatMap((submission) => {
      const { processId, version } = bindingAt(bindings, (submission.submitted ?? submission.judged!).at);
      return itemsOf(submission).map((item) => ({
        deal_id: dealId,
        handover_id: handoverId,
        submission_no: submission.no,
        origin,
        boundary_key: boundaryKey,
        from_party: fromParty,
        to_party: toParty,
        sender_id: submission.senderId,
        process_id: processId,
        version,
        submitted_at: knownAt(submission.submitted),
        judged: submission.verdict === 'accepted' || submission.verdict === 'rejected',
        ...item,
      }));
    }),
  );
