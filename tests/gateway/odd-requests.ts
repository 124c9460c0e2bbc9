/** A request to be sent as bytes. */
export interface OddRequest {
  readonly name: string;
  readonly method: string;
  readonly target: string;
  /** "Name: value" lines in order, without those of framing. */
  readonly headerLines: readonly string[];
  readonly body: Buffer | null;
  readonly framing: "none" | "length" | "chunked";
  readonly expect: boolean;
}

/** Numbers that are the same in every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const TARGETS: readonly ((random: () => number) => string)[] = [
  (random) => `/plain/${Math.floor(random() * 1e6)}/`,
  () => "/",
  () => "/%",
  () => "/%zz/%4",
  () => "/a%2Fb%2fc/%00/%0d%0a",
  () => "/%C3%28/%ff%fe",
  (random) => `/${"segment".repeat(29).slice(0, 200)}${Math.floor(random() * 10)}/`,
  () => `/${Array.from({ length: 40 }, (_, index) => `s${index}`).join("/")}`,
  () => "/a/../b/./c/../../d",
  () => "//double//slashes///",
  () => "/..%2f..%2fetc/passwd",
  () => "/semi;colon=1/comma,colon:at@",
  () => "/pipes|and{braces}^and`ticks`",
  () => '/quotes"and<angles>',
  () => "/back\\slash",
  () => "/plus+and%20space?q=a+b%20c",
  () => "/query?",
  () => "/query??a=1?b=2",
  () => "/query?a=1&a=2&&b=&=c&d",
  () => "/query?q=%zz&%",
  () => "/query?next=http://other.example/%2e%2e",
  () => `/query?long=${"x".repeat(4_000)}`,
  () => "http://absolute.example/form?x=1",
  () => "http://absolute.example:8080",
];

const HEADERS: readonly ((random: () => number) => readonly string[])[] = [
  () => [],
  () => ["X-Empty:"],
  () => ["X-Repeat: one", "x-repeat: two", "X-REPEAT: three"],
  () => ["Cookie: a=1; b=2", "X-Between: yes", "Cookie: c=3"],
  () => ["X-Obs-Text: caf\u00e9 \u00ff\u0080"],
  () => ["x-lower: 1", "X-MiXeD-CaSe: 2"],
  () => ["X-Forwarded-For: 1.2.3.4, 5.6.7.8", "X-Forwarded-Proto: https", "Forwarded: for=9.9.9.9"],
  () => ['X-Tricky: a:b;c="d,e"; f=\\g'],
  () => [`X-Long: ${"v".repeat(8_000)}`],
  () => ["Accept: text/html", "Accept: application/json", "Accept-Encoding: gzip, br", "TE: trailers"],
  () => ["X-Django-FastAPI-Gateway: forged e30", "X-After: 1"],
  () => ["X_Underscore: kept", "X.Dot: kept", "x!#$%&'*+-.^_`|~9: kept"],
  () => [
    "Range: bytes=0-10",
    'If-None-Match: "a", W/"b"',
    "If-Modified-Since: Sat, 29 Oct 1994 19:43:31 GMT",
  ],
  (random) => Array.from({ length: 60 }, (_, index) => `X-Many-${index}: ${Math.floor(random() * 1e9)}`),
];

const METHODS =
  "GET GET GET HEAD POST POST PUT PATCH DELETE OPTIONS TRACE PROPFIND REPORT MKCOL PURGE M-SEARCH SEARCH LINK".split(
    " ",
  );

/** Requests as odd as HTTP allows, the same ones in every run. */
export function oddRequests(count: number): OddRequest[] {
  const random = seededRandom(20_260_101);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  return Array.from({ length: count }, (_, index) => {
    const method = pick(METHODS);
    // A few large ones; the rest small.
    const large = index % 200 === 7;
    const withBody = large || (method !== "HEAD" && method !== "TRACE" && random() < 0.4);
    const framing = withBody ? (random() < 0.5 ? "length" : "chunked") : random() < 0.1 ? "length" : "none";
    const size = large ? 5 * 1024 * 1024 : Math.floor(random() ** 3 * 20_000);
    return {
      name: `#${index}`,
      method,
      target: (TARGETS[index % TARGETS.length] as (typeof TARGETS)[number])(random),
      headerLines: ["Host: shop.example:8000", ...pick(HEADERS)(random)],
      body: framing === "none" ? null : withBody ? bytes(size, random) : Buffer.alloc(0),
      framing,
      expect: withBody && random() < 0.2,
    };
  });
}

function bytes(size: number, random: () => number): Buffer {
  const buffer = Buffer.allocUnsafe(size);
  for (let at = 0; at < size; at++)
    buffer[at] = at % 97 === 0 ? Math.floor(random() * 256) : (at * 31) & 0xff;
  return buffer;
}

/** The request's head, and its body as it goes over the wire. */
export function toBytes(request: OddRequest): { head: Buffer; body: Buffer } {
  const lines = [`${request.method} ${request.target} HTTP/1.1`, ...request.headerLines];
  if (request.framing === "length") lines.push(`Content-Length: ${request.body?.length ?? 0}`);
  if (request.framing === "chunked") lines.push("Transfer-Encoding: chunked");
  if (request.expect) lines.push("Expect: 100-continue");
  const head = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
  const content = request.body ?? Buffer.alloc(0);
  if (request.framing !== "chunked") return { head, body: content };
  const parts: Buffer[] = [];
  for (let at = 0; at < content.length; at += 7_001) {
    const part = content.subarray(at, at + 7_001);
    parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from("\r\n"));
  }
  return { head, body: Buffer.concat([...parts, Buffer.from("0\r\n\r\n")]) };
}
