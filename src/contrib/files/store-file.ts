import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { FieldFile } from "../../orm/fields/field-file.ts";
import { runtime } from "../../orm/runtime.ts";
import type { FileNames } from "./file-names.ts";
import { RowFile } from "./row-file.ts";

export interface StoreFileOptions {
  /** Name of the file, where the content has none or another one is wanted; `upload_to` and the storage make the stored one of it. */
  readonly name?: string;
  /** False: neither the field's validators nor what a form would refuse (an empty file, an image that is none) are looked at. */
  readonly validate?: boolean;
}

/**
 * Stores a file by its field's storage, and sets the row's field: `upload_to`, names that are taken and permissions are
 * Django's. The row is not saved, and what the field held before is left where it is, as with Django's forms.
 *
 * ```ts
 * await storeFile(product, "photo", upload);
 * await product.save();
 * ```
 *
 * @throws ValidationError what a form would refuse; where a handler throws it, a 422 at the field
 * @throws WriteError the model has no such field for files
 * @throws PythonUnavailable there is no Python
 */
export async function storeFile<Row extends object, Name extends FileNames<Row>>(
  row: Row,
  name: Name,
  content: Blob | Uint8Array,
  options: StoreFileOptions = {},
): Promise<FieldFile> {
  const file = new RowFile(row, name);
  const path = await onDisk(content);
  try {
    const columns = await file.bridge.request("storeFile", {
      ...file.params,
      path,
      name: options.name ?? ("name" in content ? String(content.name) : "file"),
      contentType: content instanceof Blob ? content.type : "",
      validate: options.validate !== false,
    });
    file.take(columns);
  } finally {
    // The worker took it away, unless it was never asked.
    await unlink(path).catch(() => {});
  }
  return row[name] as FieldFile;
}

/** In a file of its own: the worker moves it to where it belongs, whatever its size. */
async function onDisk(content: Blob | Uint8Array): Promise<string> {
  const folder = runtime().settings["FILE_UPLOAD_TEMP_DIR"];
  const path = join(typeof folder === "string" ? folder : tmpdir(), `django-fastapi-${randomUUID()}.upload`);
  const source = content instanceof Blob ? Readable.fromWeb(content.stream()) : [content];
  await pipeline(source, createWriteStream(path, { flags: "wx", mode: 0o600 }));
  return path;
}
