import { describe, expect, test } from "vitest";
import type { FieldDescription, Manifest, ModelDescription } from "../manifest/schema.ts";
import {
  field,
  foreignKey,
  id,
  manager,
  manifest,
  manyToMany,
  model,
  relation,
  reverse,
} from "../../tests/types/support/manifest.ts";
import { generateModels } from "./generate.ts";

function source(
  models: readonly ModelDescription[],
  app = "shop",
  settings?: Record<string, boolean>,
): string {
  const text = generateModels(manifest(models, settings)).get(`${app}.ts`);
  if (text === undefined) throw new Error(`no module for ${app}`);
  return text;
}

/** The lines of one member of the (only) model: "fields", "relations" ... */
function section(text: string, name: string): string[] {
  const lines = text.split("\n");
  const start = lines.indexOf(`  ${name}: {`);
  return lines.slice(start + 1, lines.indexOf("  };", start)).map((line) => line.trim());
}

const fieldsOf = (...fields: readonly FieldDescription[]): string[] =>
  section(source([model("shop.Item", { fields: [id, ...fields] })]), "fields").slice(1);

const postgres = (name: string, type: string, more: Partial<FieldDescription> = {}): FieldDescription =>
  field(name, type, { className: `django.contrib.postgres.fields.${type}`, ...more });

describe("columns", () => {
  test("are named after Django's field classes, null where the column is", () => {
    expect(
      fieldsOf(
        field("title", "CharField"),
        field("slug", "SlugField", { null: true }),
        field("price", "DecimalField"),
        field("photo", "FileField", { className: "django.db.models.fields.files.ImageField" }),
      ),
    ).toEqual(["title: CharField;", "slug: SlugField | null;", "price: DecimalField;", "photo: ImageField;"]);
  });

  test("with choices are unions of literals, the blank one too", () => {
    const choices: FieldDescription["choices"] = [
      ["a", "A"],
      ["b", "B"],
    ];
    expect(
      fieldsOf(
        field("kind", "CharField", { choices }),
        field("blank", "CharField", { choices, blank: true }),
        field("level", "IntegerField", {
          choices: [
            [1, "1"],
            [2, "2"],
          ],
        }),
        field("mixed", "IntegerField", {
          choices: [
            [1, "1"],
            ["2", "2"],
          ],
        }),
      ),
    ).toEqual([
      'kind: CharField<"a" | "b">;',
      'blank: CharField<"a" | "b" | "">;',
      "level: IntegerField<1 | 2>;",
      "mixed: IntegerField;",
    ]);
  });

  test("with many choices have a line each", () => {
    const choices = Array.from({ length: 30 }, (_, index): [string, string] => [
      `value${index}`,
      `value${index}`,
    ]);
    const lines = fieldsOf(field("kind", "CharField", { choices, null: true }));
    expect(lines[0]).toBe("kind: CharField<");
    expect(lines[1]).toBe('| "value0"');
    expect(lines.at(-1)).toBe("> | null;");
  });

  test("of a custom class that converts are raw; of one that does not are what they are to the database", () => {
    expect(
      fieldsOf(
        field("money", "CharField", { className: "shop.fields.MoneyField", overrides: ["from_db_value"] }),
        field("loud", "CharField", { className: "shop.fields.LoudField" }),
        field("point", "PointField", { className: "django.contrib.gis.db.models.fields.PointField" }),
      ).filter((line) => !line.startsWith("/")),
    ).toEqual([
      'money: CustomField<"shop.fields.MoneyField">;',
      "loud: CharField;",
      'point: CustomField<"django.contrib.gis.db.models.fields.PointField">;',
    ]);
  });

  test("of contrib.postgres: arrays of their base field, ranges, hstore", () => {
    expect(
      fieldsOf(
        postgres("words", "ArrayField", { baseField: field("words", "CharField", { null: true }) }),
        postgres("grid", "ArrayField", {
          baseField: postgres("grid", "ArrayField", { baseField: field("grid", "IntegerField") }),
        }),
        postgres("period", "DateRangeField", { null: true }),
        postgres("extra", "HStoreField"),
      ),
    ).toEqual([
      "words: ArrayField<CharField | null>;",
      "grid: ArrayField<ArrayField<IntegerField>>;",
      "period: DateRangeField | null;",
      "extra: HStoreField;",
    ]);
  });

  test("of datetimes are naive under USE_TZ=False", () => {
    const fields = [id, field("at", "DateTimeField")];
    expect(section(source([model("shop.Item", { fields })], "shop", { USE_TZ: false }), "fields")[1]).toBe(
      "at: NaiveDateTimeField;",
    );
  });

  test("say what Python says of them, and cannot end their comment", () => {
    expect(
      fieldsOf(
        field("isbn", "CharField", {
          verboseName: "serial number",
          helpText: "See <b>isbn.org</b> */ for\n  more",
        }),
        field("first_name", "CharField", { verboseName: "First name" }),
      ),
    ).toEqual([
      "/**",
      "* Serial number.",
      "* See isbn.org * / for more.",
      "*/",
      "isbn: CharField;",
      "first_name: CharField;",
    ]);
  });

  test("whose names are no identifiers are quoted", () => {
    expect(fieldsOf(field("größe", "CharField"), field("a-b", "CharField"))).toEqual([
      "größe: CharField;",
      '"a-b": CharField;',
    ]);
  });
});

const required = (...fields: FieldDescription[]): string | undefined =>
  /required: (.*);/.exec(source([model("shop.Item", { fields: [id, ...fields] })]))?.[1];

describe("required", () => {
  test("names what nothing else fills", () => {
    expect(
      required(
        field("title", "CharField"),
        field("subtitle", "CharField", { blank: true }),
        field("weight", "FloatField", { blank: true }),
        field("note", "TextField", { null: true }),
        field("stock", "IntegerField", { default: { kind: "value", value: 0 } }),
        field("created", "DateTimeField", { autoNowAdd: true }),
        field("total", "IntegerField", { generated: true }),
        field("token", "CharField", { dbDefault: true }),
        foreignKey("owner", "shop.Item"),
      ),
    ).toBe('"title" | "weight" | "owner_id"');
  });

  test("is never when everything is filled", () => {
    expect(required()).toBe("never");
  });
});

test("what callers do not write is named", () => {
  const fields = [
    id,
    field("title", "CharField"),
    field("token", "UUIDField", { editable: false }),
    field("updated", "DateTimeField", { autoNow: true }),
  ];
  expect(source([model("shop.Item", { fields })])).toContain('readOnly: "id" | "token" | "updated";');
});

describe("relations", () => {
  const shop = [
    model("shop.Author", {
      fields: [id],
      reverse: [
        reverse("oneToMany", "shop.Item", "author", { accessor: "item_set", queryName: "item" }),
        reverse("oneToMany", "shop.Item", "editor", { accessor: null, queryName: null }),
        reverse("oneToOne", "shop.Profile", "author", { accessor: "profile", queryName: "profile" }),
      ],
    }),
    model("shop.Item", {
      fields: [
        id,
        foreignKey("author", "shop.Author"),
        foreignKey("editor", "shop.Author", { null: true }),
        foreignKey("country", "geo.Country", { null: true }, { toField: "code" }),
        field("subject", "GenericForeignKey", {
          column: null,
          relation: relation("genericForeignKey", null),
        }),
        manyToMany("tags", "shop.Tag"),
      ],
    }),
    model("shop.Profile", {
      pk: ["author"],
      fields: [
        field("author", "OneToOneField", {
          attname: "author_id",
          column: "author_id",
          primaryKey: true,
          relation: relation("oneToOne", "shop.Author", { toField: "id" }),
        }),
      ],
    }),
    model("shop.Tag", {
      reverse: [reverse("manyToMany", "shop.Item", "tags", { accessor: "items", queryName: "item" })],
    }),
    model("geo.Country", { pk: ["code"], fields: [field("code", "CharField", { primaryKey: true })] }),
  ];
  const text = source(shop);
  const of = (name: string): string =>
    text.slice(text.indexOf(`interface ${name}Model `)).split("\n}")[0] as string;

  test("a foreign key's column is the column it refers to", () => {
    expect(section(of("Item"), "fields")).toEqual([
      "id: BigAutoField;",
      'author_id: AuthorModel["fields"]["id"];',
      'editor_id: AuthorModel["fields"]["id"] | null;',
      'country_id: CountryModel["fields"]["code"] | null;',
    ]);
    expect(text).toContain('import type { CountryModel } from "./geo.ts";');
  });

  test("are named as lookups name them, hidden ones left out", () => {
    expect(section(of("Item"), "relations")).toEqual([
      "author: ForeignKey<AuthorModel>;",
      "editor: ForeignKey<AuthorModel> | null;",
      "country: ForeignKey<CountryModel> | null;",
      "tags: ManyToMany<TagModel>;",
    ]);
    expect(section(of("Author"), "relations")).toEqual([
      "item: ReverseForeignKey<ItemModel>;",
      "profile: ReverseOneToOne<ProfileModel> | null;",
    ]);
  });

  test("have managers under the attributes of instances", () => {
    expect(of("Author")).toContain("accessors: { item_set: RelatedManager<ItemModel> };");
    expect(section(of("Item"), "accessors")).toEqual([
      "subject: GenericForeignKey;",
      "tags: ManyRelatedManager<TagModel>;",
    ]);
    expect(of("Tag")).toContain("accessors: { items: ManyRelatedManager<ItemModel> };");
  });

  test("a primary key is named by its column", () => {
    expect(of("Profile")).toContain('pk: "author_id";');
  });

  test("to a model that is not there is left out, its column raw", () => {
    const lone = source([model("shop.Item", { fields: [id, foreignKey("user", "auth.User")] })]);
    expect(lone).not.toContain("relations");
    expect(lone).toContain("user_id: CustomField<");
  });
});

describe("models", () => {
  test("a swapped one is left out", () => {
    const files = generateModels(
      manifest([model("auth.User", { swapped: "accounts.User" }), model("accounts.User")]),
    );
    expect([...files.keys()]).toEqual(["accounts.ts"]);
  });

  test("children and proxies name whose place their rows can take", () => {
    const text = source([
      model("shop.Book"),
      model("shop.EBook", { parents: [{ model: "shop.Book", link: "book_ptr" }] }),
      model("shop.Best", {
        proxy: true,
        concreteModel: "shop.Book",
        parents: [{ model: "shop.Book", link: null }],
      }),
    ]);
    expect(text.match(/parents: .*/g)).toEqual(['parents: "shop.Book";', 'parents: "shop.Book";']);
  });

  test("a composite primary key is a tuple of columns", () => {
    const fields = [foreignKey("tenant", "shop.Tenant"), field("number", "IntegerField")];
    expect(
      source([model("shop.Tenant"), model("shop.Item", { pk: ["tenant", "number"], fields })]),
    ).toContain('pk: readonly ["tenant_id", "number"];');
  });

  test("through tables that Django made come last", () => {
    const text = source([model("shop.Item_tags", { autoCreated: true }), model("shop.Item")]);
    expect(text.indexOf("const Item_tags")).toBeGreaterThan(text.indexOf("const Item ="));
  });

  test("a Python manager says that its queries run in Python", () => {
    const managers = [manager("objects"), manager("recent", { filter: { kind: "python", reason: "now()" } })];
    expect(section(source([model("shop.Item", { managers })]), "managers")).toEqual([
      "objects: Manager<ItemModel>;",
      "/** Its queries run in Python: now(). */",
      "recent: Manager<ItemModel>;",
    ]);
  });
});

describe("names", () => {
  test("a model keeps its name where the package has the same: the import steps aside", () => {
    const text = source([
      model("shop.Manager"),
      model("shop.CharField", { fields: [id, field("a", "CharField")] }),
    ]);
    expect(text).toContain('export const Manager = model<ManagerModel>("shop.Manager");');
    expect(text).toContain("Manager as Manager_");
    expect(text).toContain("objects: Manager_<ManagerModel>");
    expect(text).toContain("a: CharField_;");
  });

  test("an interface steps aside where a model has its name", () => {
    const text = source([model("shop.Book"), model("shop.BookModel")]);
    expect(text).toContain('const Book = model<BookModel_>("shop.Book")');
    expect(text).toContain('const BookModel = model<BookModelModel>("shop.BookModel")');
  });

  test("models of one name in two apps are told apart by the app", () => {
    const models = [
      model("shop.Tag", { fields: [id, foreignKey("other", "blog_posts.Tag")] }),
      model("blog_posts.Tag"),
    ];
    const text = source(models);
    expect(text).toContain('import type { TagModel as BlogPostsTagModel } from "./blog_posts.ts";');
    expect(text).toContain("other: ForeignKey<BlogPostsTagModel>");
  });

  test("a reserved word is exported under its name", () => {
    const text = source([model("shop.delete")]);
    expect(text).toContain("const delete_ = model<deleteModel>");
    expect(text).toContain("export { delete_ as delete };");
  });
});

test("nothing is imported that is not used", () => {
  const hidden = reverse("oneToMany", "geo.Country", "item", { accessor: null, queryName: null });
  const text = source([model("shop.Item", { reverse: [hidden] }), model("geo.Country")]);
  expect(text).not.toContain("CountryModel");
  expect(text).not.toContain("ReverseForeignKey");
});

test("the same manifest gives the same text, whatever the order of imports", () => {
  const models = [model("shop.Item", { fields: [id, field("a", "CharField"), field("b", "DateField")] })];
  expect(source(models)).toBe(source(structuredClone(models)));
});

test("the user model's module says that it is it", () => {
  const described = manifest([
    model("accounts.User", { fields: [id] }),
    model("shop.Item", { fields: [id] }),
  ]);
  const auth = { userModel: "accounts.User" } as NonNullable<Manifest["auth"]>;
  const files = generateModels({ ...described, auth });
  expect(files.get("accounts.ts")).toContain("interface ProjectModels {\n    user: UserModel;");
  expect(files.get("shop.ts")).not.toContain("ProjectModels");
});
