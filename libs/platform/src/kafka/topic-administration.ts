/** How a topic should be. */
export interface TopicPlan {
  readonly topic: string;
  /** What it is for, in a sentence. */
  readonly meaning: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  /** Settings by Kafka's own names. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Something that is otherwise than planned. */
export interface TopicDifference {
  /** `partitions`, `replication factor`, or a setting. */
  readonly name: string;
  readonly planned: string;
  readonly found: string;
}

export interface TopicReport {
  readonly topic: string;
  /** `missing` only where nothing should be created. */
  readonly outcome: 'created' | 'as-planned' | 'different' | 'missing';
  readonly differences: readonly TopicDifference[];
}

/** Creates topics and compares them with their plan. What exists is never changed. */
export interface TopicAdministration {
  /** Reports in the order of the plans. Creates what is missing, unless it should only look. */
  ensure(plans: readonly TopicPlan[], options?: { readonly onlyLook?: boolean }): Promise<TopicReport[]>;
  close(): Promise<void>;
}

/** The brokers would not create a topic as planned. */
export class TopicRefused extends Error {
  readonly code = 'topic-refused';
}
