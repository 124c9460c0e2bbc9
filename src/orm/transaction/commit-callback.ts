/** What is run once a transaction is committed. */
export interface CommitCallback {
  readonly run: () => unknown;
  /** An error is logged, and does not keep the others from running. */
  readonly robust: boolean;
}
