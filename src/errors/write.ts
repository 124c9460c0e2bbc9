import { BridgeError } from "./base.ts";
import { DatabaseError, IntegrityError } from "./database.ts";

/** A row cannot be made or saved as it is; Django raises `ValueError` or `TypeError` there. */
export class WriteError extends BridgeError {
  override readonly code = "WRITE_ERROR";
}

/** A save that must change a row changed none: it is not there (`Model.NotUpdated`). */
export class NotUpdated extends DatabaseError {
  override readonly code = "NOT_UPDATED";
}

/** A write that only Python can do, in a process without Python; or without hooks, which Python would run. */
export class WriteNeedsPython extends BridgeError {
  override readonly code = "WRITE_NEEDS_PYTHON";
}

/** A row is not deleted because others point to it by a foreign key with `on_delete=PROTECT`. */
export class ProtectedError extends IntegrityError {
  override readonly code = "PROTECTED";
  /** The rows that point to it. */
  readonly protectedObjects: readonly unknown[];

  constructor(message: string, protectedObjects: readonly unknown[], options?: ErrorOptions) {
    super(message, { kind: "foreignKey" }, options);
    this.protectedObjects = protectedObjects;
  }

  override get publicMessage(): string {
    return this.message;
  }
}

/** A row is not deleted because others that stay point to it by a foreign key with `on_delete=RESTRICT`. */
export class RestrictedError extends IntegrityError {
  override readonly code = "RESTRICTED";
  /** The rows that point to it. */
  readonly restrictedObjects: readonly unknown[];

  constructor(message: string, restrictedObjects: readonly unknown[], options?: ErrorOptions) {
    super(message, { kind: "foreignKey" }, options);
    this.restrictedObjects = restrictedObjects;
  }

  override get publicMessage(): string {
    return this.message;
  }
}
