import { expect, test } from "vitest";
import { z } from "zod";
import { TestClient } from "../../testing/test-client.ts";
import { FastAPI } from "../fastapi.ts";

const Model = Object.assign(() => undefined, { label: "shop.Book" });

test.for<[options: object, message: string]>([
  [{ statuscode: 201 }, 'GET /: there is no option "statuscode"; did you mean "statusCode"?'],
  [{ response_model: z.int() }, 'GET /: there is no option "response_model"; did you mean "response"?'],
  [{ include_in_schema: false }, 'did you mean "includeInSchema"?'],
  [{ color: "red" }, 'GET /: there is no option "color". There are: args, atomic, '],
  [{ tags: "books" }, 'GET /: tags is a list: tags: ["..."]'],
  [{ response: [z.int()] }, "GET /: response is an array: z.array(schema) is the schema of a list"],
  [{ response: { id: z.int() } }, "GET /: response is no Zod schema"],
  [
    { response: Model },
    "GET /: response is no Zod schema: it is the model shop.Book, and modelSchema() makes schemas of it",
  ],
  [
    { args: { book: Model } },
    'argument "book" is neither a schema nor a marker nor a dependency: it is the model shop.Book, and modelSchema()',
  ],
])("what types refuse is told at the start, too: %j", async ([options, message]) => {
  const app = new FastAPI();
  app.get("/", options, () => null);
  const error = await new TestClient(app).get("/").catch((thrown: unknown) => thrown);
  expect((error as Error).message).toContain(message);
  expect((error as Error).message).toMatch(/declared at .*check-options\.test\.ts:\d+/);
});
