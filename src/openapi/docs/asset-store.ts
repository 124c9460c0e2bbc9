import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { HttpRequest, HttpResponse } from "../../api/http.ts";
import { assetPath, isAssetName, type AssetName } from "../assets.ts";
import { FAVICON, REDOC_SCRIPT, STYLESHEET, SWAGGER_UI_SCRIPT } from "./scripts.ts";

/** Ours, beside those of others. */
const OWN = {
  "favicon.svg": FAVICON,
  "docs.css": STYLESHEET,
  "swagger-ui-init.js": SWAGGER_UI_SCRIPT,
  "redoc-init.js": REDOC_SCRIPT,
};

export type DocsFile = AssetName | keyof typeof OWN;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** ReDoc's footer would fetch its logo from a CDN: an empty picture instead, the link under it stays. */
const REMOTE_LOGO = "https://cdn.redoc.ly/redoc/logo-mini.svg";
const NO_PICTURE = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

interface Asset {
  readonly content: Uint8Array;
  readonly compressed: Uint8Array;
  readonly contentType: string;
  /** Of the content, for a URL that may be cached for ever. */
  readonly hash: string;
}

const loaded = new Map<DocsFile, Promise<Asset>>();

/** "swagger-ui.3f9a1c2b.css": another content is another name. */
export async function hashedName(file: DocsFile): Promise<string> {
  const extension = extname(file);
  return `${file.slice(0, -extension.length)}.${(await load(file)).hash}${extension}`;
}

/** The response for a name that `hashedName` made; null: there is no such file (any more). */
export async function assetResponse(name: string, request: HttpRequest): Promise<HttpResponse | null> {
  const [, base = "", hash = "", extension = ""] = /^(.+)\.([0-9a-f]{12})(\.\w+)$/.exec(name) ?? [];
  const file = `${base}${extension}`;
  if (!isDocsFile(file)) return null;
  const asset = await load(file);
  if (asset.hash !== hash) return null;
  const compressed = /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
  const headers: HttpResponse["headers"] = [
    ["content-type", asset.contentType],
    ["cache-control", "public, max-age=31536000, immutable"],
    ["vary", "accept-encoding"],
    ["x-content-type-options", "nosniff"],
  ];
  return {
    status: 200,
    headers: compressed ? [...headers, ["content-encoding", "gzip"]] : headers,
    body: compressed ? asset.compressed : asset.content,
  };
}

/** Licences have no content type here: they are for who has the files, not for browsers. */
function isDocsFile(name: string): name is DocsFile {
  return Object.hasOwn(CONTENT_TYPES, extname(name)) && (Object.hasOwn(OWN, name) || isAssetName(name));
}

function load(file: DocsFile): Promise<Asset> {
  const known = loaded.get(file);
  if (known !== undefined) return known;
  const asset = read(file);
  loaded.set(file, asset);
  return asset;
}

async function read(file: DocsFile): Promise<Asset> {
  const text = Object.hasOwn(OWN, file)
    ? OWN[file as keyof typeof OWN]
    : await readFile(assetPath(file as AssetName), "utf8");
  const content = Buffer.from(
    file === "redoc.standalone.js" ? text.replaceAll(REMOTE_LOGO, NO_PICTURE) : text,
  );
  return {
    content,
    compressed: await promisify(gzip)(content, { level: 9 }),
    contentType: CONTENT_TYPES[extname(file)] ?? "application/octet-stream",
    hash: createHash("sha256").update(content).digest("hex").slice(0, 12),
  };
}
