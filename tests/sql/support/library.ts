import { ModelRegistry } from "../../../src/orm/meta.ts";
import type { FieldSpec } from "./describe-model.ts";
import { describeModel } from "./describe-model.ts";

/*
 * A small library with each kind of relation once: foreign keys that may be null and that may not, to a field other than
 * the primary key and to the model itself; many-to-many, one-to-one, a generic relation; inheritance and a proxy.
 */

const id: FieldSpec = { internalType: "BigAutoField", primaryKey: true };
const char: FieldSpec = { internalType: "CharField", maxLength: 200 };
const integer: FieldSpec = { internalType: "IntegerField" };
const nullable = (field: FieldSpec): FieldSpec => ({ ...field, null: true });

function foreignKey(model: string, toField = "id"): FieldSpec {
  return { internalType: "ForeignKey", relation: { kind: "foreignKey", model, toField } };
}

function reverse(
  queryName: string,
  model: string,
  field: string,
  kind: "oneToMany" | "oneToOne" | "manyToMany" = "oneToMany",
) {
  return { queryName, accessor: queryName, kind, model, field };
}

const contentType = describeModel("contenttypes.ContentType", {
  fields: { id, app_label: char, model: char },
});

const country = describeModel("library.Country", {
  fields: { code: { ...char, primaryKey: true }, name: char },
  reverse: [reverse("publisher", "library.Publisher", "country")],
});

const publisher = describeModel("library.Publisher", {
  fields: { id, name: { ...char, unique: true }, country: nullable(foreignKey("library.Country", "code")) },
  ordering: ["name"],
  reverse: [reverse("book", "library.Book", "publisher")],
});

const author = describeModel("library.Author", {
  fields: {
    id,
    name: char,
    born: nullable({ internalType: "DateField" }),
    mentor: nullable(foreignKey("library.Author")),
  },
  ordering: ["name", "id"],
  reverse: [
    reverse("book", "library.Book", "author"),
    reverse("student", "library.Author", "mentor"),
    reverse("profile", "library.Profile", "author", "oneToOne"),
  ],
});

const profile = describeModel("library.Profile", {
  fields: {
    author: {
      internalType: "OneToOneField",
      primaryKey: true,
      relation: { kind: "oneToOne", model: "library.Author", toField: "id" },
    },
    homepage: char,
    public: nullable({ internalType: "BooleanField" }),
  },
});

const tag = describeModel("library.Tag", {
  fields: { id, name: char },
  reverse: [
    reverse("book", "library.Book", "tags", "manyToMany"),
    reverse("booktag", "library.BookTag", "tag"),
  ],
});

const bookTag = describeModel("library.BookTag", {
  fields: { id, book: foreignKey("library.Book"), tag: foreignKey("library.Tag") },
});

const note = describeModel("library.Note", {
  fields: {
    id,
    content_type: foreignKey("contenttypes.ContentType"),
    object_id: integer,
    subject: {
      internalType: "GenericForeignKey",
      relation: { kind: "genericForeignKey", contentTypeField: "content_type", objectIdField: "object_id" },
    },
    text: char,
  },
  reverse: [reverse("book", "library.Book", "notes")],
});

const book = describeModel("library.Book", {
  fields: {
    id,
    title: char,
    isbn: nullable({ ...char, unique: true }),
    author: foreignKey("library.Author"),
    publisher: nullable(foreignKey("library.Publisher")),
    // By name, not by id.
    imprint: nullable({ ...foreignKey("library.Publisher", "name"), attname: "imprint_name" }),
    tags: {
      internalType: "ManyToManyField",
      relation: {
        kind: "manyToMany",
        model: "library.Tag",
        through: "library.BookTag",
        throughFields: ["book", "tag"],
      },
    },
    notes: {
      internalType: "GenericRelation",
      relation: {
        kind: "genericRelation",
        model: "library.Note",
        contentTypeField: "content_type",
        objectIdField: "object_id",
      },
    },
    price: { internalType: "DecimalField", maxDigits: 8, decimalPlaces: 2 },
    stock: integer,
    sold: integer,
    in_print: { internalType: "BooleanField" },
    uuid: nullable({ internalType: "UUIDField" }),
    published: nullable({ internalType: "DateField" }),
    added: nullable({ internalType: "DateTimeField" }),
    metadata: nullable({ internalType: "JSONField" }),
  },
  ordering: ["title", "id"],
  reverse: [
    reverse("review", "library.Review", "book"),
    reverse("booktag", "library.BookTag", "book"),
    reverse("ebook", "library.EBook", "book_ptr", "oneToOne"),
  ],
  managers: [
    {
      name: "objects",
      className: "django.db.models.manager.Manager",
      querysetClassName: "django.db.models.query.QuerySet",
      default: true,
      filter: { kind: "none" },
    },
    {
      name: "in_stock",
      className: "library.managers.InStock",
      querysetClassName: "django.db.models.query.QuerySet",
      default: false,
      filter: {
        kind: "operations",
        operations: [{ op: "filter", where: { kind: "lookup", key: "stock__gt", value: 0 } }],
      },
    },
    {
      name: "recent",
      className: "library.managers.Recent",
      querysetClassName: "django.db.models.query.QuerySet",
      default: false,
      filter: { kind: "python", reason: "get_queryset() calls django.utils.timezone.now()" },
    },
  ],
});

const ebook = describeModel("library.EBook", {
  parent: { model: book, link: "book_ptr" },
  fields: {
    book_ptr: {
      internalType: "OneToOneField",
      primaryKey: true,
      relation: { kind: "oneToOne", model: "library.Book", toField: "id", parentLink: true },
    },
    file_size: integer,
  },
  ordering: ["title", "id"],
});

const bestseller = describeModel("library.Bestseller", {
  proxyOf: book,
  fields: {},
  ordering: ["-sold", "id"],
});

const review = describeModel("library.Review", {
  fields: { id, book: foreignKey("library.Book"), stars: integer, text: char },
  ordering: ["book", "-stars"],
});

/** Has a field whose values only Python knows. */
const invoice = describeModel("library.Invoice", {
  fields: {
    id,
    amount: nullable({
      internalType: "MoneyField",
      className: "shop.fields.MoneyField",
      overrides: ["from_db_value"],
    }),
  },
});

export const MODELS = [
  contentType,
  country,
  publisher,
  author,
  profile,
  tag,
  book,
  bookTag,
  note,
  ebook,
  bestseller,
  review,
  invoice,
];

export const registry = new ModelRegistry({ models: MODELS });
