import { Author, Book } from "#django/catalog";
import { api } from "django-fastapi-bridge";
import { expectQueries, TestClient } from "django-fastapi-bridge/testing";

api.get("/one-by-one", async () => {
  const names: string[] = [];
  for (const { author_id } of await Book.objects.orderBy("id").slice(0, 5))
    names.push((await Author.objects.get({ id: author_id })).name);
  return names.length;
});

api.get("/joined", async () => {
  const books = await Book.objects.selectRelated("author").orderBy("id").slice(0, 5);
  return books.map(({ author }) => author.name).length;
});

/** What a test would do. */
export async function exampleTest(): Promise<string> {
  const client = new TestClient(api);
  await expectQueries(6, () => client.get("/one-by-one"));
  await expectQueries(1, () => client.get("/joined"));
  return "as expected";
}

api.get("/run-the-example", () => exampleTest());
