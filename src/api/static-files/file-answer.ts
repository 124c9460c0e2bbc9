import type { Request } from "../context/request.ts";
import { FileResponse, fileValidators } from "../responses/file-response.ts";
import { RedirectResponse } from "../responses/redirect-response.ts";
import { Response } from "../responses/response.ts";
import type { FoundFile } from "./look-up.ts";

/** A file's response, or 304 for a client that has it already (RFC 9110 section 13; Starlette's `is_not_modified`). */
export function fileAnswer({ path, stats }: FoundFile, request: Request, statusCode = 200): Response {
  const response = new FileResponse(path, { statusCode, headers: fileValidators(stats) });
  if (statusCode !== 200 || !isKnown(request, fileValidators(stats))) return response;
  return new Response(null, { statusCode: 304, headers: fileValidators(stats) });
}

/** A directory's address ends with a slash, so that the page's relative links work. */
export function slashRedirect(request: Request): Response | null {
  const { rawPath, query } = request.raw;
  if (rawPath.endsWith("/")) return null;
  // The last piece alone: relative, so that no proxy's scheme, host or prefix is needed.
  const piece = rawPath.slice(rawPath.lastIndexOf("/") + 1);
  return new RedirectResponse(`./${piece}/${query === "" ? "" : `?${query}`}`);
}

function isKnown(
  { headers }: Request,
  validators: { readonly etag: string; readonly "last-modified": string },
): boolean {
  const tags = headers["if-none-match"];
  if (tags !== undefined)
    return (
      tags.trim() === "*" ||
      tags
        .split(",")
        .map((tag) => tag.trim().replace(/^W\//, ""))
        .includes(validators.etag)
    );
  const since = headers["if-modified-since"];
  return since !== undefined && Date.parse(since) >= Date.parse(validators["last-modified"]);
}
