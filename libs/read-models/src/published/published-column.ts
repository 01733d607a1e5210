/** What BI sees of a column. */
export interface PublishedColumn {
  readonly name: string;
  /** As SQL writes it: `timestamptz`, `text[]`. */
  readonly type: string;
  readonly unit: string | null;
  readonly comment: string;
  /** Whether it may be NULL; of what a view makes itself nobody can say that it is not. */
  readonly nullable: boolean;
  /** Whether it is part of the view's key. */
  readonly isKey: boolean;
  /** How it comes from columns that the view's own SQL selects, as `v`; null: it is one of those. */
  readonly expression: string | null;
}
