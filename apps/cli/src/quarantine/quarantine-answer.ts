/** What `GET /v1/quarantine` answers of each entry. */
export interface QuarantineSummary {
  readonly id: string;
  readonly source: string;
  readonly receivedAt: string;
  readonly place: {
    readonly line?: number;
    readonly index?: number;
    readonly partition?: number;
    readonly offset?: string;
  };
  readonly code: string;
  readonly message: string;
  readonly releasedAt: string | null;
}

export interface QuarantinePage {
  readonly entries: readonly QuarantineSummary[];
  readonly next: string | null;
}

/** Text, or other bytes. */
export type Bytes = string | null | { readonly base64: string };

export interface QuarantineEntry extends QuarantineSummary {
  readonly key: Bytes;
  readonly headers: Readonly<Record<string, Bytes | readonly Bytes[]>>;
  readonly faults: readonly { readonly code: string; readonly field?: string; readonly message: string }[];
  readonly rawText: string | null;
  readonly rawBase64: string;
}
