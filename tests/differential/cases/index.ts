import type { DifferentialCase } from "../case.ts";
import { aggregates } from "./aggregates.ts";
import { combined } from "./combined.ts";
import { conditions } from "./conditions.ts";
import { dates } from "./dates.ts";
import { errors } from "./errors.ts";
import { expressions } from "./expressions.ts";
import { json } from "./json.ts";
import { lookups } from "./lookups.ts";
import { raw } from "./raw.ts";
import { related } from "./related.ts";
import { relations } from "./relations.ts";
import { retrieval } from "./retrieval.ts";
import { rows } from "./rows.ts";

export const groups: Readonly<Record<string, readonly DifferentialCase[]>> = {
  lookups,
  relations,
  conditions,
  rows,
  related,
  retrieval,
  errors,
  aggregates,
  expressions,
  combined,
  dates,
  raw,
  json,
};
