import type { HttpRequest } from "../http.ts";

/** Named values of one location of a request. A name may repeat. */
export interface ParameterSource<Value = string> {
  /** The value that counts where one is wanted; undefined when there is none. */
  get(name: string): Value | undefined;
  getAll(name: string): readonly Value[];
  names(): Iterable<string>;
}

export class PathSource implements ParameterSource {
  private readonly values: Readonly<Record<string, string>>;

  constructor(values: Readonly<Record<string, string>>) {
    this.values = values;
  }

  get(name: string): string | undefined {
    return Object.hasOwn(this.values, name) ? this.values[name] : undefined;
  }

  getAll(name: string): readonly string[] {
    const value = this.get(name);
    return value === undefined ? [] : [value];
  }

  names(): Iterable<string> {
    return Object.keys(this.values);
  }
}

/** Values by name in the order they came; where one is wanted, the last one counts, as in Starlette's QueryParams. */
export class MultiSource<Value> implements ParameterSource<Value> {
  protected readonly values = new Map<string, Value[]>();

  constructor(pairs: Iterable<readonly [name: string, value: Value]>) {
    for (const [name, value] of pairs) {
      const known = this.values.get(name);
      if (known === undefined) this.values.set(name, [value]);
      else known.push(value);
    }
  }

  get(name: string): Value | undefined {
    return this.values.get(name)?.at(-1);
  }

  getAll(name: string): readonly Value[] {
    return this.values.get(name) ?? [];
  }

  names(): Iterable<string> {
    return this.values.keys();
  }
}

export class CookieSource implements ParameterSource {
  private readonly cookies: ReadonlyMap<string, string>;

  constructor(cookies: ReadonlyMap<string, string>) {
    this.cookies = cookies;
  }

  get(name: string): string | undefined {
    return this.cookies.get(name);
  }

  getAll(name: string): readonly string[] {
    const value = this.cookies.get(name);
    return value === undefined ? [] : [value];
  }

  names(): Iterable<string> {
    return this.cookies.keys();
  }
}

export class HeaderSource implements ParameterSource {
  private readonly request: HttpRequest;

  constructor(request: HttpRequest) {
    this.request = request;
  }

  get(name: string): string | undefined {
    const value = this.request.headers[name.toLowerCase()];
    // Joined, if there are several: the first one counts, as in Starlette's Headers.
    return typeof value === "object" || value?.includes(",") ? this.getAll(name)[0] : value;
  }

  /** From the raw headers: Node joins or drops repeated ones. */
  getAll(name: string): readonly string[] {
    const wanted = name.toLowerCase();
    const { rawHeaders } = this.request;
    const found: string[] = [];
    for (let index = 0; index < rawHeaders.length; index += 2)
      if (rawHeaders[index]?.toLowerCase() === wanted) found.push(rawHeaders[index + 1] as string);
    return found;
  }

  names(): Iterable<string> {
    return Object.keys(this.request.headers);
  }
}
