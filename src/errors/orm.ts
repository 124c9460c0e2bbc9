import { BridgeError } from "./base.ts";

/** The row that was asked for is not there. `Book.DoesNotExist` is this for one model. */
export class ObjectDoesNotExist extends BridgeError {
  override readonly code = "DOES_NOT_EXIST";
}

/** One row was asked for, and there are several. `Book.MultipleObjectsReturned` is this for one model. */
export class MultipleObjectsReturned extends BridgeError {
  override readonly code = "MULTIPLE_OBJECTS_RETURNED";
}

/** A query that must wait for its rows at once, where it cannot: another database than SQLite, or an async handler. */
export class SynchronousOnlyOperation extends BridgeError {
  override readonly code = "SYNCHRONOUS_ONLY_OPERATION";
}

/** The ORM is used in a process that no project was given to. */
export class OrmNotStarted extends BridgeError {
  override readonly code = "ORM_NOT_STARTED";
}

/** Generated code or a query names a model that the project does not have. */
export class UnknownModel extends BridgeError {
  override readonly code = "MODEL_UNKNOWN";
}

/** A database alias that DATABASES does not have (`django.db.utils.ConnectionDoesNotExist`). */
export class ConnectionDoesNotExist extends BridgeError {
  override readonly code = "CONNECTION_DOES_NOT_EXIST";
}

/** The attribute's column was left out by only() or defer(). Python would read it now; here that must be awaited. */
export class DeferredFieldAccess extends BridgeError {
  override readonly code = "FIELD_DEFERRED";
}

/** The related row was not read with this one. Python would read it now; here that must be awaited. */
export class RelationNotLoaded extends BridgeError {
  override readonly code = "RELATION_NOT_LOADED";
}

/** A query that only Python can run, in a process without Python or with FASTAPI_QUERY_FALLBACK = "error". */
export class QueryNeedsPython extends BridgeError {
  override readonly code = "QUERY_NEEDS_PYTHON";
}
