import { BridgeError } from "./base.ts";

/** Two different schemas have the same component name. */
export class DuplicateComponentError extends BridgeError {
  override readonly code = "DUPLICATE_COMPONENT";

  constructor(name: string, kind: "schema" | "security scheme", owners: readonly string[]) {
    super(
      `Two different ${kind}s are named "${name}" in the OpenAPI document (used by ${owners.join(" and ")}). ` +
        (kind === "schema"
          ? "Give one of them another .meta({ id }), or make them one schema."
          : "Give one of them another name."),
    );
  }
}

/** Two operations have the same operationId: clients generated from the document would lose one. */
export class DuplicateOperationIdError extends BridgeError {
  override readonly code = "DUPLICATE_OPERATION_ID";

  constructor(operationId: string, operations: readonly string[]) {
    super(`${operations.join(" and ")} have the same operationId "${operationId}": give one of them another`);
  }
}
