/**
 * One write, as data: `run-steps.ts` does it by our API, `oracle.py` by Django's. Rows are named by their place among the
 * model's rows in the order of the primary key, which both sides have alike as long as their tables are equal.
 */
export type Step =
  | { readonly op: "create"; readonly model: string; readonly manager: string; readonly values: Values }
  /** `new`, then `save()`: with a primary key that may be there already. */
  | { readonly op: "saveNew"; readonly model: string; readonly values: Values; readonly pkOf: number | null }
  | {
      readonly op: "save";
      readonly model: string;
      readonly row: number;
      readonly values: Values;
      readonly updateFields: readonly string[] | null;
      /** Columns that are read; null: all. */
      readonly only: readonly string[] | null;
    }
  | { readonly op: "delete"; readonly model: string; readonly row: number }
  | {
      readonly op: "update";
      readonly model: string;
      readonly manager: string;
      readonly where: Where;
      readonly values: Values;
    }
  | { readonly op: "deleteRows"; readonly model: string; readonly manager: string; readonly where: Where }
  | {
      readonly op: "getOrCreate" | "updateOrCreate";
      readonly model: string;
      readonly lookups: Values;
      readonly defaults: Values;
    }
  | {
      readonly op: "bulkCreate";
      readonly model: string;
      readonly rows: readonly Values[];
      readonly conflicts:
        "fail" | "ignore" | { readonly update: readonly string[]; readonly unique: readonly string[] };
    }
  | {
      readonly op: "bulkUpdate";
      readonly model: string;
      readonly rows: readonly { readonly row: number; readonly values: Values }[];
      readonly fields: readonly string[];
    }
  /** A method of a related manager; `rows` are of the model at the other end. */
  | {
      readonly op: "related";
      readonly model: string;
      readonly row: number;
      readonly accessor: string;
      readonly method: "add" | "remove" | "set" | "clear" | "create";
      readonly target: string;
      readonly rows: readonly number[];
      readonly values: Values;
      readonly options: { readonly clear?: boolean; readonly throughDefaults?: Values };
    }
  /** A block that is rolled back at its end if it `fails`. */
  | {
      readonly op: "atomic";
      readonly python: boolean;
      readonly fails: boolean;
      readonly steps: readonly Step[];
    };

export type Values = Readonly<Record<string, Value>>;

/** A plain value; a row, or its key; a column of the row plus a number. */
export type Value =
  | null
  | string
  | number
  | boolean
  | { readonly json: unknown }
  | { readonly row: number; readonly of: string }
  | { readonly key: number; readonly of: string }
  | { readonly column: string; readonly plus: number };

export type Where = Readonly<Record<string, string | number | boolean>>;

/** What a step did: an answer, or the name of the error. */
export type Outcome = { readonly answer: unknown } | { readonly error: string };
