import { expect, test } from "vitest";
import { IntegrityError } from "../../errors/database.ts";
import { ProtectedError } from "../../errors/write.ts";
import { TestClient } from "../../testing/test-client.ts";
import { FastAPI } from "../fastapi.ts";

const refusing = async (error: Error): Promise<unknown> => {
  const app = new FastAPI();
  app.get("/", () => {
    throw error;
  });
  const response = await new TestClient(app).get("/");
  return [response.status, await response.json()];
};

test("what a database says of a constraint, with its names and the values of rows, is not for clients", async () => {
  const message = "Duplicate entry 'ada@example.com' for key 'auth_user.email'";
  expect(await refusing(new IntegrityError(message, { kind: "unique" }))).toEqual([
    409,
    { detail: "A row like this already exists." },
  ]);
  expect(await refusing(new IntegrityError("CHECK constraint failed: x", { kind: "check" }))).toEqual([
    409,
    { detail: "A constraint is violated." },
  ]);
});

test("what Django says of rows that others need is", async () => {
  const message = "Cannot delete some instances of model 'Author'";
  expect(await refusing(new ProtectedError(message, []))).toEqual([409, { detail: message }]);
});
