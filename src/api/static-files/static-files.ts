import { HTTPException } from "../../errors/api.ts";
import type { Request } from "../context/request.ts";
import type { Response } from "../responses/response.ts";
import { checkedDirectory, type Directory } from "./directory.ts";
import { fileAnswer, slashRedirect } from "./file-answer.ts";
import { lookUp, lookUpPage } from "./look-up.ts";

export interface StaticFilesOptions {
  readonly directory: Directory;
  /** Serves `index.html` for a directory, and `404.html` for what is not there. */
  readonly html?: boolean;
  /** False: the directory may come later. */
  readonly checkDir?: boolean;
}

/**
 * The files of a directory, to be mounted: `api.mount("/static", new StaticFiles({ directory: "static" }))`. With ETags
 * and ranges. Django's own static files are Django's; for a single-page front end see `api.frontend`.
 *
 * @throws ApplicationDeclarationError when there is no such directory.
 */
export class StaticFiles {
  private readonly directory: string;
  private readonly html: boolean;

  constructor({ directory, html = false, checkDir = true }: StaticFilesOptions) {
    this.directory = checkedDirectory(directory, checkDir);
    this.html = html;
  }

  /**
   * @param path below the directory, decoded.
   * @throws HTTPException 404
   */
  async respond(path: string, request: Request): Promise<Response> {
    const found = await (this.html ? lookUpPage(this.directory, path) : this.file(path));
    if (found !== null) return (found.isIndex ? slashRedirect(request) : null) ?? fileAnswer(found, request);
    const missing = this.html ? await lookUp(this.directory, "404.html") : null;
    if (missing?.stats.isFile() === true) return fileAnswer(missing, request, 404);
    throw new HTTPException(404);
  }

  private async file(path: string): ReturnType<typeof lookUpPage> {
    const found = await lookUp(this.directory, path);
    return found?.stats.isFile() === true ? { ...found, isIndex: false } : null;
  }
}
