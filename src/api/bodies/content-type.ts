/** A Content-Type header's media type in lower case; null when there is none. */
export function mediaTypeOf(header: string | undefined): string | null {
  if (header === undefined) return null;
  const mediaType = header.split(";", 1)[0]?.trim().toLowerCase();
  return mediaType === undefined || mediaType === "" ? null : mediaType;
}

/** FastAPI's rule: application/json, or anything of application/ that ends in +json. */
export function isJsonMediaType(mediaType: string): boolean {
  return mediaType === "application/json" || /^application\/[^/]+\+json$/.test(mediaType);
}

/** A parameter of a Content-Type header ("boundary", "charset"), unquoted. */
export function mediaTypeParameter(header: string, name: string): string | null {
  for (const part of header.split(";").slice(1)) {
    const equals = part.indexOf("=");
    if (equals === -1 || part.slice(0, equals).trim().toLowerCase() !== name) continue;
    const value = part.slice(equals + 1).trim();
    return value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
  }
  return null;
}
