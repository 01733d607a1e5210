import { businessCalendarDay } from './business-calendar-day';
import { controlChartPointTable } from './control-chart-point';
import { customerJourney } from './customer-journey';
import { dealConformance } from './deal-conformance';
import { dealHistory } from './deal-history';
import { dealOutcome } from './deal-outcome';
import { dealState } from './deal-state';
import { dealTrace } from './deal-trace';
import { dimDate } from './dim-date';
import { driftTable } from './drift';
import { followupConsistencyTable } from './followup-consistency';
import { followupDeal } from './followup-deal';
import { followupEffectTable } from './followup-effect';
import { followupNaiveTable } from './followup-naive';
import { followupSequence } from './followup-sequence';
import { handoff } from './handoff';
import { handoffItem } from './handoff-item';
import { handoffItemLedgerTable } from './handoff-item-ledger';
import { handoffPairTable } from './handoff-pair';
import { handoffSubmission } from './handoff-submission';
import { journal } from './journal';
import { processStep } from './process-step';
import { type Analysis, type DealReadModel, type PlainView, type ReferenceTable } from './read-model';
import { quoteOutcome } from './quote-outcome';
import { shortcut } from './shortcut';
import { rework } from './rework';
import { reworkStatsTable } from './rework-stats';
import { stageDurationStatsTable } from './stage-duration-stats';
import { stageVisit } from './stage-visit';
import { workItem } from './work-item';
import { winRateTable } from './win-rate';
import { winRateDifferenceTable } from './win-rate-difference';

/** Reference tables, created before all others: functions of the other tables' SQL may use them. */
export const referenceTables: readonly ReferenceTable[] = [businessCalendarDay, processStep];

/** Views without a table of their own. */
export const plainViews: readonly PlainView[] = [dealHistory, journal, dimDate];

/** Tables about single deals. A new one is a folder and a line here. */
export const dealReadModels: readonly DealReadModel[] = [
  dealState,
  stageVisit,
  dealOutcome,
  dealTrace,
  quoteOutcome,
  followupSequence,
  followupDeal,
  dealConformance,
  customerJourney,
  shortcut,
  handoff,
  handoffSubmission,
  handoffItem,
  workItem,
  rework,
];

/** Tables across deals. A new one is a folder and a line here. */
export const analyses: readonly Analysis[] = [
  stageDurationStatsTable,
  driftTable,
  controlChartPointTable,
  handoffPairTable,
  handoffItemLedgerTable,
  reworkStatsTable,
  winRateTable,
  winRateDifferenceTable,
  followupConsistencyTable,
  followupEffectTable,
  followupNaiveTable,
];
