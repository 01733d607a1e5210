import { type Verdict } from './landmark';
import { type Predictor } from './predictors';

const SCALE: Readonly<Record<Predictor['name'], string>> = {
  touches: 'the more touches by then',
  raw_attempts: 'the more outbound messages by then',
  first_latency: 'the longer the wait for the first touch',
};

const CLAIM: Readonly<Record<Verdict, string>> = {
  associated_up: 'the more often won afterwards',
  associated_down: 'the less often won afterwards',
  none: 'no difference found in how often won afterwards',
  insufficient: 'too few ended cases to say',
};

/** The verdict as a sentence that claims no more than it shows (rule R12). */
export const findingOf = (
  unit: 'deal' | 'quote',
  landmarkD: number,
  predictor: Predictor['name'],
  verdict: Verdict,
): string =>
  `Among ${unit}s still undecided ${landmarkD} days after the first sending: ${SCALE[predictor]}, ${CLAIM[verdict]}. ` +
  'An association: who was followed up, and how, was not decided by lot.';
