import { HTTPException } from "../../errors/api.ts";
import type { Request } from "../context/request.ts";
import type { Response } from "../responses/response.ts";
import { checkedDirectory, type Directory } from "./directory.ts";
import { fileAnswer, slashRedirect } from "./file-answer.ts";
import { lookUp, lookUpPage, type FoundFile } from "./look-up.ts";

export interface FrontendOptions {
  /** Where the build is: "dist". */
  readonly directory: Directory;
  /**
   * The page for paths that no file has: `index.html`, for routes of the page's own (only where a browser goes there: its
   * request accepts HTML), or `404.html`. Default "auto": `404.html` where there is one, else `index.html`.
   */
  readonly fallback?: "auto" | "index.html" | "404.html" | null;
  /** False: the build may come later. */
  readonly checkDir?: boolean;
}

/** The build of a front end, after FastAPI's `frontend()`. */
export class Frontend {
  private readonly directory: string;
  private readonly fallback: NonNullable<FrontendOptions["fallback"]> | null;

  /** @throws ApplicationDeclarationError when there is no such directory. */
  constructor({ directory, fallback = "auto", checkDir = true }: FrontendOptions) {
    this.directory = checkedDirectory(directory, checkDir);
    this.fallback = fallback;
  }

  /** @throws HTTPException 404 */
  async respond(path: string, request: Request): Promise<Response> {
    const found = await lookUpPage(this.directory, path);
    if (found !== null) return (found.isIndex ? slashRedirect(request) : null) ?? fileAnswer(found, request);
    const missing = await this.page("404.html");
    if (missing !== null) return fileAnswer(missing, request, 404);
    const index = goesThere(request) ? await this.page("index.html") : null;
    if (index !== null) return fileAnswer(index, request);
    throw new HTTPException(404);
  }

  private async page(name: "index.html" | "404.html"): Promise<FoundFile | null> {
    if (this.fallback !== name && this.fallback !== "auto") return null;
    const found = await lookUp(this.directory, name);
    return found?.stats.isFile() === true ? found : null;
  }
}

/** A browser that goes to an address accepts HTML by name; scripts and images do not. */
function goesThere({ headers }: Request): boolean {
  return (headers.accept ?? "").split(",").some((range) => {
    const [type = "", ...parameters] = range.split(";").map((piece) => piece.trim().toLowerCase());
    const isPage = type === "text/html" || type === "application/xhtml+xml";
    return isPage && !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
  });
}
