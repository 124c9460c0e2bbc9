import { randomUUID } from "node:crypto";
import { createWriteStream, openAsBlob } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { Busboy, type BusboyFileStream } from "@fastify/busboy";
import { HTTPException } from "../../errors/api.ts";
import { ClientDisconnected } from "../../errors/server.ts";
import type { HttpRequest } from "../http.ts";
import { mediaTypeParameter } from "./content-type.ts";
import { UploadFile } from "./upload-file.ts";

const UNREADABLE = "There was an error parsing the body";
/** RFC 2046 allows 70; the parser has room for 256 with what stands around it. */
const MAX_BOUNDARY = 200;
/** Starlette's limits. */
const MAX_FILES = 1000;
const MAX_FIELDS = 1000;
const MAX_FIELD_SIZE = 1024 * 1024;
/** Larger files go to disk: Starlette's spool size, and near Django's FILE_UPLOAD_MAX_MEMORY_SIZE. */
const SPOOL_SIZE = 1024 * 1024;

type Field = [name: string, value: string | UploadFile];

/**
 * Takes a multipart form apart as it streams in. Files that do not fit into memory stand in the temporary folder
 * until `onFinished`'s function runs.
 *
 * @throws HTTPException 400 for a form that is malformed or exceeds a limit.
 */
export async function readMultipart(
  request: HttpRequest,
  onFinished: (cleanUp: () => unknown) => void,
): Promise<Field[]> {
  const contentType = request.headers["content-type"] as string;
  const boundary = mediaTypeParameter(contentType, "boundary");
  if (boundary === null) throw new HTTPException(400, "Missing boundary in multipart.");
  if (boundary.length > MAX_BOUNDARY) throw new HTTPException(400, UNREADABLE);
  const parser = new Busboy({
    headers: { ...request.headers, "content-type": contentType },
    // As in Django and FastAPI; the parser's own rule takes a field of application/octet-stream for one.
    isPartAFile: (_name, _type, filename) => filename !== undefined,
    limits: { files: MAX_FILES, fields: MAX_FIELDS, fieldSize: MAX_FIELD_SIZE },
  });
  const fields: (Field | Promise<Field>)[] = [];
  let limit: string | null = null;
  const unstored = Promise.withResolvers<never>();

  parser.on("field", (name, value, _nameTruncated, valueTruncated) => {
    if (valueTruncated) limit = `Field exceeded maximum size of ${MAX_FIELD_SIZE / 1024}KB.`;
    fields.push([name, value]);
  });
  parser.on("file", (name, stream, filename, encoding, mimeType) => {
    const field = readFile(stream, filename ?? "", mimeType, encoding, onFinished).then((upload): Field => [
      name,
      upload,
    ]);
    field.catch(unstored.reject);
    fields.push(field);
  });
  parser.on("filesLimit", () => (limit = `Too many files. Maximum number of files is ${MAX_FILES}.`));
  parser.on("fieldsLimit", () => (limit = `Too many fields. Maximum number of fields is ${MAX_FIELDS}.`));

  await parse(request.stream(), parser, unstored.promise);
  if (limit !== null) throw new HTTPException(400, limit);
  return Promise.all(fields);
}

/**
 * Not `pipeline`, which destroys a request that is not read to its end, and with it the socket that the answer needs.
 *
 * @param unstored rejects when a file could not be stored: the parser would wait for somebody to read it on
 * @throws HTTPException 400, ClientDisconnected, what `unstored` rejects with
 */
function parse(source: Readable, parser: Writable, unstored: Promise<never>): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => {
      source.unpipe(parser).resume();
      reject(error);
    };
    const gone = (cause?: Error): void =>
      fail(
        new ClientDisconnected("The client closed the connection before its form was complete", { cause }),
      );
    parser.once("finish", resolve);
    parser.once("error", (cause: Error) => fail(new HTTPException(400, UNREADABLE, { cause })));
    unstored.catch(fail);
    source.once("error", gone);
    source.once("close", () => {
      if (!source.readableEnded) gone();
    });
    source.pipe(parser);
  });
}

async function readFile(
  stream: BusboyFileStream,
  filename: string,
  mimeType: string,
  encoding: string,
  onFinished: (cleanUp: () => unknown) => void,
): Promise<UploadFile> {
  const headers = { "content-type": mimeType, "content-transfer-encoding": encoding };
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const iterator = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array<ArrayBuffer>>;
  for (;;) {
    const { value, done } = await iterator.next();
    if (done === true) return new UploadFile(chunks, filename, mimeType, headers);
    chunks.push(value);
    size += value.length;
    if (size > SPOOL_SIZE) break;
  }
  const path = join(tmpdir(), `django-fastapi-${randomUUID()}`);
  onFinished(() => unlink(path).catch(() => {}));
  await pipeline(
    async function* () {
      yield* chunks;
      for (;;) {
        const { value, done } = await iterator.next();
        if (done === true) return;
        yield value;
      }
    },
    createWriteStream(path, { flags: "wx", mode: 0o600 }),
  );
  return new UploadFile([await openAsBlob(path)], filename, mimeType, headers);
}
