/** Leaves out the Python that a model has for its writes: "skip" is the caller's word that nothing is lost by it. */
export interface HookOptions {
  /** "skip": the model's own save() or delete(), its QuerySet's methods and signal receivers are not run. */
  readonly hooks?: "skip";
}

export interface SaveOptions<Names extends string = string> extends HookOptions {
  /** Writes these columns only, by name or attname; an empty list: nothing is done. */
  readonly updateFields?: readonly Names[];
  /** A new row, whatever the primary key says. */
  readonly forceInsert?: boolean;
  /** A row that is there: nothing is inserted. @throws NotUpdated there is none */
  readonly forceUpdate?: boolean;
  /** The database, where DATABASES has several. */
  readonly using?: string;
}

export interface DeleteOptions extends HookOptions {
  /** The database, where DATABASES has several. */
  readonly using?: string;
}

/** How many rows were deleted, and of which models, by label: what Django's `delete()` answers. */
export type Deleted = readonly [total: number, byModel: Readonly<Record<string, number>>];

export interface BulkOption {
  /** False: each row is saved by its save(), not all by one statement. */
  readonly bulk?: boolean;
}
