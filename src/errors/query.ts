import { BridgeError } from "./base.ts";

/** A name in a query is no field, relation, lookup or annotation of the model (`django.core.exceptions.FieldError`). */
export class FieldError extends BridgeError {
  override readonly code = "FIELD_ERROR";
}

/** A query is put together in a way that has no meaning; Django raises `ValueError` or `TypeError` there. */
export class QueryError extends BridgeError {
  override readonly code = "QUERY_ERROR";
}

/** A value cannot travel to Python: it has no wire form. */
export class WireError extends BridgeError {
  override readonly code = "WIRE_ERROR";
}
