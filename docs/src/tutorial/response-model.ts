import { api } from "django-fastapi-bridge";
import { z } from "zod";

const UserIn = z.object({ username: z.string(), password: z.string(), full_name: z.string().optional() });
const UserOut = UserIn.omit({ password: true });

// The password is in what is returned, and not in what is sent.
api.post("/users", { args: { user: UserIn }, response: UserOut }, ({ user }) => user);

api.get("/users", { response: z.array(UserOut) }, () => [
  { username: "ada", full_name: "Ada Lovelace" },
  { username: "grace" },
]);

const Author = z.object({ name: z.string(), born: z.int() });
const Book = z.object({ title: z.string(), stock: z.int().default(0), authors: z.array(Author) });
const book = { title: "Dune", authors: [{ name: "Frank Herbert", born: 1920 }] };

api.get("/short", { response: Book, responseInclude: { title: true, authors: { name: true } } }, () => book);

api.get("/public", { response: Book, responseExclude: { keys: { authors: { born: true } } } }, () => book);
