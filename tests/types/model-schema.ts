import { api, modelSchema } from "django-fastapi-bridge";
import { z } from "zod";
import { Author, Book, Review } from "#django/catalog";
import { expectType } from "./support/expect.ts";

// Types of model schemas. Checked by `tsc -p .`; nothing here runs.

const BookSchema = modelSchema(Book, {
  fields: ["id", "title", "format", "published", "price", "created", "publisher", "tags"],
  include: {
    author: { fields: ["id", "name"], include: { mentor: { fields: ["name"] } } },
    reviews: { fields: ["stars", "written_at"] },
  },
  optional: ["price"],
  readOnly: ["format"],
  name: "Book",
});

export function read(): void {
  type Sent = z.output<typeof BookSchema>;
  const sent = {} as Sent;
  expectType<number>()(sent.id);
  expectType<"hardcover" | "paperback" | "ebook" | "audio">()(sent.format);
  expectType<string | null>()(sent.published);
  expectType<string>()(sent.created);
  expectType<number | null>()(sent.publisher_id);
  expectType<number[]>()(sent.tags);
  expectType<string>()(sent.author.name);
  expectType<string | undefined>()(sent.author.mentor?.name);
  expectType<number | undefined>()(sent.reviews[0]?.stars);
  // @ts-expect-error -- Property 'stock' does not exist
  void sent.stock;
}

export function create(): void {
  type Create = z.output<typeof BookSchema.create>;
  expectType<string>()(({} as Create).title);
  expectType<string | null | undefined>()(({} as Create).published);
  expectType<string | undefined>()(({} as Create).price);
  // An included foreign key is written by its key, and needed.
  expectType<number>()(({} as Create).author_id);
  expectType<number | null | undefined>()(({} as Create).publisher_id);
  expectType<number[] | undefined>()(({} as Create).tags);
  // @ts-expect-error -- Property 'id' does not exist
  void ({} as Create).id;
  // @ts-expect-error -- Property 'created' does not exist
  void ({} as Create).created;
  // @ts-expect-error -- Property 'format' does not exist
  void ({} as Create).format;
  // @ts-expect-error -- Property 'reviews' does not exist
  void ({} as Create).reviews;
}

export function patch(): void {
  type Patch = z.output<typeof BookSchema.patch>;
  expectType<Patch>()({} as Partial<z.output<typeof BookSchema.create>> as Patch);
  expectType<string | undefined>()(({} as Patch).title);
  expectType<number | undefined>()(({} as Patch).author_id);
}

const Whole = modelSchema(Author, {
  exclude: ["biography", "mentor"],
  computed: (field) => ({
    age: field(z.int().nullable(), (author) =>
      author.born === null ? null : 2026 - Number(author.born.slice(0, 4)),
    ),
  }),
});

export function whole(): void {
  type Sent = z.output<typeof Whole>;
  expectType<{ id: number; name: string; born: string | null; died: string | null; age: number | null }>()(
    {} as { [Key in keyof Sent]: Sent[Key] },
  );
  expectType<string | null>()(({} as z.output<(typeof Whole)["create"]>).born as string | null);
}

export function everything(): void {
  const All = modelSchema(Review, { fields: "__all__" });
  expectType<number>()(({} as z.output<typeof All>).book_id);
  expectType<string>()(({} as z.output<typeof All>).written_at);
}

export function handlers(): void {
  // Rows, lists of rows and QuerySets are what such an operation returns.
  api.get("/types/books", { response: z.array(BookSchema) }, () =>
    Book.objects.selectRelated("author__mentor"),
  );
  api.get("/types/book", { response: BookSchema }, () =>
    Book.objects.selectRelated("author__mentor").get({ pk: 1 }),
  );
  api.post("/types/books", { args: { book: BookSchema.create } }, ({ book }) => {
    expectType<string>()(book.title);
    return book.author_id;
  });
}
