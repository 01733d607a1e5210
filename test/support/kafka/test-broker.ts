/** A Kafka that specs may make topics on. */
export interface TestBroker {
  readonly brokers: readonly string[];
}

/** One that is ours alone: it may go away and come back, with the same data on the same port. */
export interface OwnBroker extends TestBroker {
  start(): Promise<void>;
  /** In order. */
  stop(): Promise<void>;
  /** As kill -9 does. */
  kill(): Promise<void>;
  /** It answers nobody any more, and its connections stay open. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  /** Ends it and removes its data. */
  remove(): Promise<void>;
}

export interface OwnBrokerOptions {
  /** How clients speak to it; PLAINTEXT unless said. */
  readonly protocol?: 'PLAINTEXT' | 'SSL' | 'SASL_PLAINTEXT' | 'SASL_SSL';
  /** Further settings of the broker by Kafka's own names. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Names and passwords for SCRAM. */
  readonly users?: Readonly<Record<string, string>>;
}
