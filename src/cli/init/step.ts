/** One thing that `init` would do: said first, done when agreed. */
export interface Step {
  /** "write tsconfig.json" */
  readonly title: string;
  readonly apply: () => Promise<void>;
}

/** What a person has to do, or should know, because we do not change files that exist. */
export interface Advice {
  readonly advice: string;
}
