/**
 * A file of a multipart form: a standard `File`, so that `z.file()` and its checks (`min`, `max`, `mime`) take it.
 * Large ones stand on disk until they are read, and go when the request is finished.
 */
export class UploadFile extends File {
  /** Headers of the file's part of the form. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    content: readonly (Blob | Uint8Array<ArrayBuffer>)[],
    name: string,
    type: string,
    headers: Readonly<Record<string, string>>,
  ) {
    super([...content], name, { type });
    this.headers = headers;
  }

  /** FastAPI's name for `name`. */
  get filename(): string {
    return this.name;
  }

  /** FastAPI's name for `type`. */
  get contentType(): string {
    return this.type;
  }

  /** The whole content. */
  async read(): Promise<Uint8Array> {
    return new Uint8Array(await this.arrayBuffer());
  }
}
