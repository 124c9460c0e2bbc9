import { valueSettings } from "./project.ts";

/** A file that a row names (`django.db.models.fields.files.FieldFile`). In JSON it is its URL. */
export class FieldFile {
  /** Path below MEDIA_ROOT, as the column has it. */
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** MEDIA_URL and the name, percent-encoded: `FileSystemStorage.url`. */
  get url(): string {
    const base = valueSettings().mediaUrl;
    // django.utils.encoding.filepath_to_uri leaves these as they are.
    const path = this.name
      .replaceAll("\\", "/")
      .split("/")
      .map((part) => encodeURIComponent(part).replaceAll("%3D", "=").replaceAll("%40", "@"))
      .join("/");
    return `${base.endsWith("/") ? base : `${base}/`}${path.replace(/^\/+/, "")}`;
  }

  toString(): string {
    return this.name;
  }

  toJSON(): string {
    return this.url;
  }
}
