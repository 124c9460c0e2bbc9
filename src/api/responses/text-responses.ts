import { Response } from "./response.ts";

export class HTMLResponse extends Response {
  static override readonly mediaType = "text/html";
}

export class PlainTextResponse extends Response {
  static override readonly mediaType = "text/plain";
}
