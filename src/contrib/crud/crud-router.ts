import { z } from "zod";
import type { Context } from "../../api/context/context.ts";
import { depends, type Dependency } from "../../api/dependencies/depends.ts";
import { body, path } from "../../api/parameters/markers.ts";
import { APIRouter } from "../../api/routing/router.ts";
import { ModelSchemaError } from "../../errors/model-schema.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import { fieldSchema } from "../../orm/fields/schema.ts";
import { Manager } from "../../orm/manager.ts";
import type { ModelMeta } from "../../orm/meta.ts";
import type { Model } from "../../orm/model.ts";
import type { QuerySet } from "../../orm/queryset.ts";
import { modelMeta } from "../../orm/runtime.ts";
import type { ModelType } from "../../orm/typing/model-type.ts";
import type { QueryFilter } from "../filters/filter-schema.ts";
import { targetField } from "../model-schema/field-meta.ts";
import { limitOffsetPagination } from "../pagination/limit-offset.ts";
import { getObjectOr404 } from "../shortcuts/get-object-or-404.ts";
import type { ManagedRow } from "../writes/managed-row.ts";
import { saveChanges } from "../writes/save-changes.ts";
import { withWriteErrors } from "../writes/write-errors.ts";
import { createRow } from "./create-row.ts";
import { checkKeptKey } from "./kept-key.ts";
import type { CrudOperation, CrudOptions, CrudSchema } from "./options.ts";
import { permissionOf } from "./permissions.ts";
import { withDefaults } from "./with-defaults.ts";

type Data = Readonly<Record<string, unknown>>;
type Rows = QuerySet<ModelType, ManagedRow>;

const Problem = z.object({ detail: z.string() });
const Problems = z.object({
  detail: z.array(
    z.looseObject({ type: z.string(), loc: z.array(z.union([z.string(), z.int()])), msg: z.string() }),
  ),
});

/**
 * The usual operations on a model's rows. Only those named are there, and they need Django's permissions of the model unless
 * it is said otherwise.
 *
 * ```ts
 * api.includeRouter(
 *   crudRouter(Book, {
 *     prefix: "/books",
 *     schema: modelSchema(Book, { fields: ["id", "title", "price"], include: { author: { fields: ["name"] } }, name: "Book" }),
 *     operations: ["list", "retrieve", "patch"],
 *     permissions: { list: null, retrieve: null, patch: staffRequired },
 *     filter: filterSchema(Book, { search: ["title"], ordering: ["title", "price"] }),
 *   }),
 * );
 * ```
 *
 * `replace` (PUT) takes what `create` takes, and sets what is left out to the model's default; `patch` leaves it as it is.
 * What the database or the model's own validation refuses is a 409 or a 422 with its place (`withWriteErrors()`).
 *
 * @throws ModelSchemaError no operations are named, or unknown ones; the schema has no `create` or `patch` for an operation that takes data, or the key is not unique
 */
export function crudRouter<M extends ModelType>(model: Model<M>, options: CrudOptions<M>): APIRouter {
  const { schema, operations, permissions, rows, key, filter, page, ...shared } = options;
  refuseUnknown(operations);
  const setup = { schema, permissions, rows, key, filter, page } as unknown as Setup;
  const crud = new Crud(modelMeta(model.label), setup);
  const router = new APIRouter(shared);
  for (const operation of ORDER) if (operations.includes(operation)) crud[operation](router);
  return router;
}

/** Types say so as well; Node runs what they refuse. */
function refuseUnknown(operations: readonly CrudOperation[] | undefined): void {
  const known: readonly string[] = ORDER;
  const unknown = operations?.filter((name) => !known.includes(name)) ?? [];
  if (operations !== undefined && unknown.length === 0) return;
  throw new ModelSchemaError(
    `crudRouter() needs operations, a list of some of ${known.map((name) => `"${name}"`).join(", ")}` +
      (unknown.length === 0 ? "." : `; there is no "${unknown.join('", "')}".`),
  );
}

const ORDER: readonly CrudOperation[] = ["list", "create", "retrieve", "replace", "patch", "delete"];

/** The options, whichever model they are about. */
interface Setup extends Pick<CrudOptions<never>, "schema" | "permissions" | "page"> {
  readonly rows?: (rows: Rows, context: Context) => Rows;
  readonly key?: string;
  readonly filter?: Dependency<QueryFilter<ModelType>>;
}

/** A route method whose path is known when it runs. */
type AddRoute = (path: string, options: object, handler: unknown) => void;

class Crud {
  private readonly meta: ModelMeta;
  private readonly options: Setup;
  private readonly key: FieldDescription;
  /** "book_id", as a hand-written path would have it. */
  private readonly parameter: string;
  private readonly rowPath: string;

  constructor(meta: ModelMeta, options: Setup) {
    this.meta = meta;
    this.options = options;
    const field = options.key === undefined ? meta.pk : meta.field(options.key);
    if (field === undefined || !(field.unique || field.primaryKey))
      throw new ModelSchemaError(
        `crudRouter(${meta.description.name}): key "${options.key}" is no unique column.`,
      );
    this.key = field;
    this.parameter = `${meta.description.modelName}_${options.key ?? "id"}`;
    this.rowPath = `/{${this.parameter}}`;
  }

  list(router: APIRouter): void {
    const page = this.options.page ?? limitOffsetPagination();
    const filter = this.options.filter ?? depends(() => (query: Rows) => query);
    router.get(
      "",
      { ...this.about("list", "List"), args: { filter, page }, response: page.of(this.options.schema) },
      (async (
        { filter: apply, page: cut }: { filter: QueryFilter<ModelType>; page: (query: Rows) => unknown },
        context: Context,
      ) => cut(apply(this.rows(context)))) as never,
    );
  }

  retrieve(router: APIRouter): void {
    this.onRow(router, "get", "retrieve", "Get", {}, (row) => Promise.resolve(row));
  }

  create(router: APIRouter): void {
    router.post(
      "",
      {
        ...this.about("create", "Create"),
        args: { data: body(this.schemaOf("create")) },
        response: this.options.schema,
        statusCode: 201,
        responses: { 409: CONFLICT },
      },
      (({ data }: { data: Data }) =>
        withWriteErrors(this.meta, { data }, () => createRow(this.meta, data))) as never,
    );
  }

  replace(router: APIRouter): void {
    const schema = this.schemaOf("create");
    this.onRow(router, "put", "replace", "Replace", { data: body(schema) }, (row, data) =>
      saveChanges(row, withDefaults(this.meta, Object.keys(schema.shape), data)).then(() => row),
    );
  }

  patch(router: APIRouter): void {
    this.onRow(router, "patch", "patch", "Change", { data: body(this.schemaOf("patch")) }, (row, data) =>
      saveChanges(row, data).then(() => row),
    );
  }

  delete(router: APIRouter): void {
    this.onRow(router, "delete", "delete", "Delete", {}, (row) =>
      (row as unknown as { delete(): Promise<unknown> }).delete().then(() => undefined),
    );
  }

  /** An operation on one row, which is looked up among those that there are for the request. */
  private onRow(
    router: APIRouter,
    method: "get" | "put" | "patch" | "delete",
    operation: CrudOperation,
    verb: string,
    args: Readonly<Record<string, ReturnType<typeof body>>>,
    run: (row: ManagedRow, data: Data) => Promise<unknown>,
  ): void {
    const writes = method !== "get";
    const key = path(fieldSchema(targetField(this.key), { null: false }));
    const loc = method === "delete" ? ["path", this.parameter] : ["body"];
    const add = router[method] as unknown as AddRoute;
    add(
      this.rowPath,
      {
        ...this.about(operation, verb),
        args: { [this.parameter]: key, ...args },
        ...(method === "delete" ? { statusCode: 204 } : { response: this.options.schema }),
        responses: { 404: NOT_FOUND, ...(writes && { 409: CONFLICT }) },
      },
      async ({ [this.parameter]: value, data = {} }: Record<string, unknown>, context: Context) => {
        const row = await getObjectOr404(this.rows(context), { [this.key.attname]: value } as never);
        if (!writes) return run(row, {});
        checkKeptKey(this.meta, row, data as Data);
        return withWriteErrors(this.meta, { data: data as Data, loc }, () => run(row, data as Data));
      },
    );
  }

  private rows(context: Context): Rows {
    const { label, description } = this.meta;
    const all = new Manager<ModelType, ManagedRow>(label, description.defaultManager).all();
    const { rows } = this.options;
    return rows === undefined ? all : rows(all, context);
  }

  /** Name, summary, and who may. */
  private about(operation: CrudOperation, verb: string) {
    const { verboseName, verboseNamePlural, modelName } = this.meta.description;
    const permission = permissionOf(operation, this.meta, this.options.permissions);
    return {
      name: `${operation}_${modelName}`,
      summary: `${verb} ${operation === "list" ? verboseNamePlural : verboseName}`,
      dependencies: (permission === null ? [] : [permission]) as never[],
    };
  }

  private schemaOf(purpose: "create" | "patch"): z.ZodObject {
    const found = (this.options.schema as CrudSchema)[purpose];
    if (found === undefined)
      throw new ModelSchemaError(
        `crudRouter(${this.meta.description.name}): the schema has no ".${purpose}". modelSchema() makes it; or say ` +
          `Object.assign(schema, { ${purpose}: z.object({ ... }) }).`,
      );
    return found;
  }
}

const NOT_FOUND = { description: "There is no such row.", schema: Problem };
const CONFLICT = { description: "Other rows stand against it.", schema: Problems };
