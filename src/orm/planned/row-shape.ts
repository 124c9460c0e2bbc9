/** What is going to be read of each row of a query, or of rows that are there already: what a query is planned from. */
export interface RowShape {
  /** Attributes that are read; none of them need be the model's. */
  readonly names: readonly string[];
  /** Nothing else is read, so that other columns can be left out. */
  readonly exact: boolean;
  /** Attributes that hold rows, one or many, and what is read of those; null: nobody knows. */
  readonly nested: ReadonlyMap<string, RowShape | null>;
}
