/** The cookies that a test's client has been given: one site's, so that domains do not matter. */
export class CookieJar {
  private readonly values = new Map<string, string>();

  get(name: string): string | undefined {
    return this.values.get(name);
  }

  set(name: string, value: string): void {
    this.values.set(name, value);
  }

  delete(name: string): void {
    this.values.delete(name);
  }

  /** Takes a response's Set-Cookie headers; one that expires takes its cookie away. */
  store(setCookies: readonly string[]): void {
    for (const setCookie of setCookies) {
      const [pair = "", ...attributes] = setCookie.split(";").map((part) => part.trim());
      const equals = pair.indexOf("=");
      const name = pair.slice(0, equals);
      if (attributes.some(isExpired)) this.values.delete(name);
      else this.values.set(name, pair.slice(equals + 1));
    }
  }

  /** For the Cookie header; null when there is none. */
  header(): string | null {
    if (this.values.size === 0) return null;
    return [...this.values].map(([name, value]) => `${name}=${value}`).join("; ");
  }
}

function isExpired(attribute: string): boolean {
  const [name = "", value = ""] = attribute.split("=", 2);
  if (name.toLowerCase() === "max-age") return Number(value) <= 0;
  return name.toLowerCase() === "expires" && Date.parse(value) <= Date.now();
}
