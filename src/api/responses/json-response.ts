import { jsonable } from "./jsonable.ts";
import { Response, type ResponseOptions } from "./response.ts";
import { Rows } from "./rows.ts";

/** JSON as it is, with a status and headers of its own. A QuerySet in it must be evaluated, or on a synchronous database. */
export class JSONResponse extends Response {
  static override readonly mediaType = "application/json";

  constructor(content: unknown, options?: ResponseOptions) {
    const rows = new Rows();
    const value = jsonable(content, rows);
    if (!rows.complete)
      throw new TypeError(
        "A JSONResponse was given a QuerySet without its rows: await it, or return it from the handler",
      );
    super(JSON.stringify(value) ?? "null", options);
  }
}
