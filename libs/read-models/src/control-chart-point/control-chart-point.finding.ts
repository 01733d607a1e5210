/** What the journal, and with it the topic of findings, says of a signal on a chart. Add members, never change one. */
export interface SpecialCauseFinding {
  /** Name of the chart, as in the table `control_chart_point`. Further charts may come. */
  readonly chart: string;
  /** The process whose deals are charted; null: all deals. */
  readonly processId: string | null;
  /** First day of the period.
   *  @format date */
  readonly period: string;
  readonly value: number;
  /** Cases behind the value.
   *  @asType integer */
  readonly n: number;
  /** The rules by which it is a signal. Further rules may come. */
  readonly rules: readonly string[];
}
