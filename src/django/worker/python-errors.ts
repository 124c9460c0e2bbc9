import { z } from "zod";
import type { BridgeError } from "../../errors/base.ts";
import {
  DatabaseError,
  DataError,
  InternalError,
  NotSupportedError,
  OperationalError,
  ProgrammingError,
} from "../../errors/database.ts";
import {
  ConnectionDoesNotExist,
  MultipleObjectsReturned,
  ObjectDoesNotExist,
  SynchronousOnlyOperation,
} from "../../errors/orm.ts";
import { PythonError } from "../../errors/python.ts";
import { FieldError, QueryError } from "../../errors/query.ts";
import { TransactionManagementError } from "../../errors/transaction.ts";
import { NON_FIELD_ERRORS, ValidationError } from "../../errors/validation.ts";
import { ProtectedError, RestrictedError } from "../../errors/write.ts";
import { firstLine, withoutValues } from "./first-line.ts";
import { integrityError } from "./integrity-error.ts";

/** An exception as a worker sends it (docs/architecture.md, "The worker channel"). */
export const pythonErrorSchema = z.looseObject({
  type: z.string(),
  mro: z.array(z.string()).default([]),
  message: z.string(),
  data: z.record(z.string(), z.unknown()).default({}),
  traceback: z.string().default(""),
});
export type WirePythonError = z.infer<typeof pythonErrorSchema>;

type Make = (error: WirePythonError, cause: PythonError) => BridgeError;
type ErrorClass = new (message: string, options: ErrorOptions) => BridgeError;

const as =
  (kind: ErrorClass): Make =>
  ({ message, data }, cause) =>
    new kind((typeof data["errno"] === "number" ? withoutValues : firstLine)(message), { cause });

/** Label and primary key of the rows that stand against a deletion: all that Python tells of them. */
function protectingRows({ data }: WirePythonError): readonly unknown[] {
  return Array.isArray(data["objects"]) ? (data["objects"] as unknown[]) : [];
}

function validationError({ data, message }: WirePythonError, cause: PythonError): ValidationError {
  const { problems } = data as { problems?: ValidationError["problems"] };
  return new ValidationError(problems ?? { [NON_FIELD_ERRORS]: [{ message, code: null }] }, { cause });
}

/** Exceptions that have a class of ours, by dotted name. */
const KNOWN: Readonly<Record<string, Make>> = {
  "django_fastapi.query.QueryError": as(QueryError),
  "django.core.exceptions.FieldError": as(FieldError),
  "django.core.exceptions.FieldDoesNotExist": as(FieldError),
  "django.core.exceptions.ObjectDoesNotExist": as(ObjectDoesNotExist),
  "django.core.exceptions.MultipleObjectsReturned": as(MultipleObjectsReturned),
  "django.core.exceptions.SynchronousOnlyOperation": as(SynchronousOnlyOperation),
  "django.utils.connection.ConnectionDoesNotExist": as(ConnectionDoesNotExist),
  "django.db.models.deletion.ProtectedError": (error, cause) =>
    new ProtectedError(firstLine(error.message), protectingRows(error), { cause }),
  "django.db.models.deletion.RestrictedError": (error, cause) =>
    new RestrictedError(firstLine(error.message), protectingRows(error), { cause }),
  "django.db.transaction.TransactionManagementError": as(TransactionManagementError),
  "django.core.exceptions.ValidationError": validationError,
  "django.db.utils.IntegrityError": integrityError,
  "django.db.utils.OperationalError": as(OperationalError),
  "django.db.utils.ProgrammingError": as(ProgrammingError),
  "django.db.utils.DataError": as(DataError),
  "django.db.utils.InternalError": as(InternalError),
  "django.db.utils.NotSupportedError": as(NotSupportedError),
  "django.db.utils.DatabaseError": as(DatabaseError),
};

/** The error of this package that stands for a Python exception; Python's own is its cause, with the traceback. */
export function fromPython(error: WirePythonError): BridgeError {
  const plain = new PythonError(error.message === "" ? error.type : error.message, {
    pythonType: error.type,
    mro: error.mro,
    traceback: error.traceback,
    data: error.data,
  });
  // The nearest base that is known: `Book.DoesNotExist` is an ObjectDoesNotExist.
  const known = [error.type, ...error.mro].find((name) => Object.hasOwn(KNOWN, name));
  return known === undefined ? plain : (KNOWN[known] as Make)(error, plain);
}
