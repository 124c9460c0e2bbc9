export { DateTime } from "./fields/datetime.ts";
export { FieldFile } from "./fields/field-file.ts";
export { Range } from "./fields/range.ts";
export { registerFieldType } from "./fields/registry.ts";
export { fieldSchema } from "./fields/schema.ts";
export type { FieldType as FieldValueType } from "./fields/field-type.ts";

export { F } from "./functions/f.ts";
export { Avg, Count, Max, Min, StdDev, Sum, Variance } from "./functions/aggregates.ts";
export type { AggregateOptions, SampleOptions, ValueAggregateOptions } from "./functions/aggregates.ts";
export { Case, When } from "./functions/conditional.ts";
export type { CaseOptions } from "./functions/conditional.ts";
export * from "./functions/comparison.ts";
export * from "./functions/dates.ts";
export { Func } from "./functions/func.ts";
export type { FuncOptions } from "./functions/func.ts";
export * from "./functions/json.ts";
export * from "./functions/math.ts";
export { Exists, OuterRef, Subquery } from "./functions/subqueries.ts";
export * from "./functions/text.ts";
export { ExpressionWrapper, Value } from "./functions/value.ts";
export * from "./functions/window.ts";
export { Q } from "./q.ts";
export type { QFactory } from "./q.ts";
export { Prefetch } from "./prefetch-lookup.ts";
export { prefetchRelatedObjects } from "./prefetch-related-objects.ts";

export { isSameRow } from "./instance.ts";
export { Manager, ManyRelatedManager, RelatedManager } from "./manager.ts";
export { model } from "./model.ts";
export type { Model, ModelStatics } from "./model.ts";
export { QuerySet, isQuerySet } from "./queryset.ts";
export type { RawOptions } from "./reading-methods.ts";
export type { RawParams, RawValue } from "./raw/placeholders.ts";
export { RawQuerySet } from "./raw/raw-queryset.ts";
export { isEvaluable } from "./evaluable.ts";
export type { Evaluable } from "./evaluable.ts";
export { allowSynchronous, runAsynchronous } from "./synchronous.ts";

export { observeQueries } from "./observe.ts";
export type { QueryEvent } from "./observe.ts";
export { atomic, inAtomicBlock, setRollback } from "./transaction/atomic.ts";
export type { AtomicOptions } from "./transaction/atomic.ts";
export { onCommit } from "./transaction/on-commit.ts";
export type { OnCommitOptions } from "./transaction/on-commit.ts";

export { createRuntime, hasRuntime, runtime, setRuntime } from "./runtime.ts";
export type { OrmLog, OrmRuntime } from "./runtime.ts";
export { ModelMeta, ModelRegistry } from "./meta.ts";

export {
  DataError,
  DatabaseError,
  IntegrityError,
  InternalError,
  NotSupportedError,
  OperationalError,
  ProgrammingError,
} from "../errors/database.ts";
export type { ConstraintKind } from "../errors/database.ts";
export { InvalidFieldValue, UnsafeInteger } from "../errors/field-value.ts";
export {
  ConnectionDoesNotExist,
  DeferredFieldAccess,
  MultipleObjectsReturned,
  ObjectDoesNotExist,
  OrmNotStarted,
  QueryNeedsPython,
  RelationNotLoaded,
  SynchronousOnlyOperation,
  UnknownModel,
} from "../errors/orm.ts";
export { FieldError, QueryError } from "../errors/query.ts";
export { NON_FIELD_ERRORS, ValidationError } from "../errors/validation.ts";
export type { ValidationProblem } from "../errors/validation.ts";
export { TransactionManagementError } from "../errors/transaction.ts";
export {
  NotUpdated,
  ProtectedError,
  RestrictedError,
  WriteError,
  WriteNeedsPython,
} from "../errors/write.ts";
export type { CleanOptions, FullCleanOptions } from "./clean/options.ts";
export type { BulkCreateOptions } from "./write/bulk-create.ts";
export type { BulkUpdateOptions } from "./write/bulk-update.ts";
export type { SetOptions, ThroughOptions } from "./write/many-to-many.ts";
export type { BulkOption, DeleteOptions, Deleted, HookOptions, SaveOptions } from "./write/options.ts";

export type * from "./typing/fields.ts";
export type { FieldType, InputOf, ValueOf } from "./typing/field.ts";
export type { CombinedQuerySet, UnionOptions } from "./typing/combined.ts";
export type {
  AnyInstance,
  Columns,
  GenericForeignKey,
  Instance,
  InstanceRef,
  Selected,
} from "./typing/instance.ts";
export type { ModelType } from "./typing/model-type.ts";
export type { CustomFieldValues, CustomLookups, ProjectModels } from "./typing/registry.ts";
export type * from "./typing/relations.ts";
export type { CreateInput, RowValues, ValuesInput } from "./typing/write.ts";

// What inferred types of a project's exports are made of: with `declaration: true` it must be possible to name them.
export type { Annotated, ValuesOf } from "./typing/annotations.ts";
export type { ConditionOn } from "./typing/conditions.ts";
export type { Computed, Conditions, Source } from "./typing/expressions.ts";
export type { DeferredRow, InstanceBase, OnlyRow } from "./typing/instance.ts";
export type { QueryMethods } from "./queryset.ts";
