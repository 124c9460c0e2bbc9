import { createReadStream, type Stats } from "node:fs";
import { stat } from "node:fs/promises";
import { createHash } from "node:crypto";
import { basename } from "node:path";
import { HTTPException } from "../../errors/api.ts";
import { mediaTypeOfFile } from "./media-types.ts";
import { Response, type ResponseOptions } from "./response.ts";

export interface FileResponseOptions extends ResponseOptions {
  /** The name the client saves it under; with it, the file is an attachment. */
  readonly filename?: string;
  readonly contentDispositionType?: "attachment" | "inline";
}

/** A file from disk, with its type, size, ETag and ranges (RFC 9110 section 14). Its size is looked up when it is sent. */
export class FileResponse extends Response {
  readonly path: string;

  constructor(path: string, options: FileResponseOptions = {}) {
    const { filename, contentDispositionType = "attachment" } = options;
    super(null, { ...options, mediaType: options.mediaType ?? mediaTypeOfFile(filename ?? path) });
    this.path = path;
    if (filename !== undefined)
      this.headers.set("content-disposition", contentDisposition(contentDispositionType, basename(filename)));
  }

  /** @throws HTTPException 404 when there is no such file, 416 for a range outside of it. */
  async prepare(range: string | undefined, ifRange: string | undefined): Promise<Response> {
    const stats = await this.stats();
    const prepared = this.headers;
    const validators = fileValidators(stats);
    const { etag, "last-modified": lastModified } = validators;
    for (const [name, value] of Object.entries({ "accept-ranges": "bytes", ...validators }))
      if (!prepared.has(name)) prepared.set(name, value);
    const current = ifRange === undefined || ifRange === etag || ifRange === lastModified;
    const wanted =
      range !== undefined && current && this.statusCode === 200 ? parseRange(range, stats.size) : null;
    const { start, end } = wanted ?? { start: 0, end: stats.size - 1 };
    const stream = stats.size === 0 ? "" : createReadStream(this.path, { start, end });
    const response = new Response(stream, { statusCode: wanted === null ? this.statusCode : 206 });
    for (const [name, value] of prepared) response.headers.append(name, value);
    for (const name of prepared.withheld ?? []) response.headers.set(name, null);
    if (wanted !== null) response.headers.set("content-range", `bytes ${start}-${end}/${stats.size}`);
    response.headers.set("content-length", String(stats.size === 0 ? 0 : end - start + 1));
    return response;
  }

  private async stats(): Promise<Stats> {
    const stats = await stat(this.path).catch(() => null);
    if (stats === null || !stats.isFile()) throw new HTTPException(404, "Not Found");
    return stats;
  }
}

/** What tells a client whether the file that it has is this one. */
export function fileValidators({ mtimeMs, mtime, size }: Stats): {
  readonly "last-modified": string;
  readonly etag: string;
} {
  const etag = `"${createHash("md5").update(`${mtimeMs}-${size}`).digest("hex")}"`;
  return { "last-modified": mtime.toUTCString(), etag };
}

/** One range of bytes; several are answered with the whole file, which RFC 9110 section 14.2 allows. */
function parseRange(header: string, size: number): { start: number; end: number } | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  if (match === null || (match[1] === "" && match[2] === "")) return null;
  const [, from = "", to = ""] = match;
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (start >= size || start > end)
    throw new HTTPException(416, "Requested Range Not Satisfiable", {
      headers: { "content-range": `bytes */${size}` },
    });
  return { start, end };
}

/** RFC 6266: the name in quotes where it is plain, else percent-encoded UTF-8. */
function contentDisposition(type: string, filename: string): string {
  const encoded = encodeURIComponent(filename).replaceAll(
    /['()*]/g,
    (character) => `%${character.codePointAt(0)?.toString(16).toUpperCase()}`,
  );
  return encoded === filename ? `${type}; filename="${filename}"` : `${type}; filename*=utf-8''${encoded}`;
}
