import { type DealCase, type QuoteFamily, rememberingLast } from '../deal-case';
import { type Chase, chaseOf } from './chase';
import { type Correspondence, correspondenceOf } from './outbound-attempts';

/** What passed between us and the customer of a deal, and how each of its quote families was asked after. */
export interface Chases {
  readonly correspondence: Correspondence;
  /** In the order of the families; null where one cannot be told. */
  readonly ofFamilies: readonly { readonly family: QuoteFamily; readonly chase: Chase | null }[];
}

export const chasesOf = rememberingLast((dealCase: DealCase): Chases => {
  const correspondence = correspondenceOf(dealCase);
  return {
    correspondence,
    ofFamilies: dealCase.quoteFamilies.map((family) => ({ family, chase: chaseOf(family, correspondence) })),
  };
});
