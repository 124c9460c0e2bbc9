import { BridgeError } from "./base.ts";

/** Transactions used as they cannot be (`django.db.transaction.TransactionManagementError`). */
export class TransactionManagementError extends BridgeError {
  override readonly code = "TRANSACTION_MANAGEMENT_ERROR";
}
