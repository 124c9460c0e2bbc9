/** `Model.full_clean()`. */
export interface FullCleanOptions<Names extends string = string> extends CleanOptions<Names> {
  /** False: other rows are not looked at for values that must be unique. */
  readonly validateUnique?: boolean;
  /** False: `Meta.constraints` are not checked. */
  readonly validateConstraints?: boolean;
}

/** `Model.clean_fields()` and its family. */
export interface CleanOptions<Names extends string = string> {
  /** Fields that are not looked at, by name or attname. */
  readonly exclude?: readonly Names[];
}
