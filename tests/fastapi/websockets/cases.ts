/** What a client does once the connection is open; `receive` waits for that many messages more. */
export type Step =
  | { readonly send: string }
  | { readonly sendBytes: readonly number[] }
  | { readonly receive: number }
  | { readonly close: readonly [code: number, reason: string] };

export interface WebSocketCase {
  readonly name: string;
  readonly target: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly subprotocols?: readonly string[];
  readonly steps?: readonly Step[];
  /** Why ours does otherwise, on purpose, and what; unset: the same. */
  readonly differs?: { readonly why: string; readonly transcript: Partial<Transcript> };
}

/** All that a client sees of a connection. */
export interface Transcript {
  /** 101, or the status of the refusal. */
  readonly status: number;
  /** Of the answer to the handshake: what the application says. */
  readonly headers: Readonly<Record<string, string>>;
  /** Of a refusal. */
  readonly body: string;
  readonly subprotocol: string;
  /** Binary messages as lists of numbers. */
  readonly messages: readonly (string | readonly number[])[];
  readonly close: readonly [code: number, reason: string] | null;
}

const shutBody = "a refusal says why in its body, as an HTTP error does: wscat and the log show it";

const cut = (code: number): NonNullable<WebSocketCase["differs"]> => ({
  why: "uvicorn cuts the connection of a handler that ends without closing it; RFC 6455 asks for a close frame",
  transcript: { close: [code, ""] },
});

export const cases: readonly WebSocketCase[] = [
  {
    name: "text",
    target: "/echo",
    steps: [{ send: "one" }, { send: "zwei ü" }, { receive: 2 }, { close: [1000, "bye"] }],
  },
  { name: "an empty message", target: "/echo", steps: [{ send: "" }, { receive: 1 }, { close: [1000, ""] }] },
  {
    name: "a large message",
    target: "/echo",
    steps: [{ send: "x".repeat(100_000) }, { receive: 1 }, { close: [3000, ""] }],
  },
  {
    name: "bytes",
    target: "/bytes",
    steps: [{ sendBytes: [0, 255, 1] }, { receive: 1 }, { close: [1000, ""] }],
  },
  {
    name: "JSON",
    target: "/json",
    steps: [{ send: '{"a": [1, null]}' }, { receive: 2 }],
    differs: cut(1000),
  },
  {
    name: "no JSON",
    target: "/json",
    steps: [{ send: "{" }],
    differs: {
      why: "what a client sends is no error of the server's: 1007, and nothing in the log",
      transcript: { close: [1007, "The message is no JSON"] },
    },
  },
  {
    name: "bytes where text is wanted",
    target: "/echo",
    steps: [{ sendBytes: [1] }],
    differs: {
      why: "what a client sends is no error of the server's: 1003, and nothing in the log",
      transcript: { close: [1003, "A text message was expected"] },
    },
  },
  {
    name: "arguments",
    target: "/rooms/7?q=x",
    headers: { cookie: "session=abc", tags: ["a", "b"] },
    differs: cut(1000),
  },
  { name: "defaults of arguments", target: "/rooms/7", differs: cut(1000) },
  {
    name: "a path parameter that does not fit",
    target: "/rooms/seven",
    differs: {
      why: shutBody,
      transcript: {
        body: JSON.stringify({
          detail: [
            {
              type: "int_parsing",
              loc: ["path", "room"],
              msg: "Input should be a valid integer, unable to parse string as an integer",
              input: "seven",
            },
          ],
        }),
      },
    },
  },
  { name: "a path with slashes", target: "/files/a/b%20c/d", differs: cut(1000) },
  {
    name: "subprotocol and headers",
    target: "/protocol",
    subprotocols: ["chat", "other"],
    differs: cut(1000),
  },
  { name: "closed by the server", target: "/close" },
  { name: "the handler returns", target: "/returns", differs: cut(1000) },
  { name: "closed before it is accepted", target: "/close-before" },
  { name: "HTTPException before it is accepted", target: "/http-exception" },
  {
    name: "WebSocketException before it is accepted",
    target: "/exception-before",
    differs: { why: shutBody, transcript: { body: '{"detail":"no"}' } },
  },
  { name: "WebSocketException", target: "/exception-after" },
  {
    name: "an error before it is accepted",
    target: "/fails-before",
    differs: {
      why: "the same body as an operation's 500",
      transcript: { body: '{"detail":"Internal Server Error"}' },
    },
  },
  { name: "an error", target: "/fails-after", differs: cut(1011) },
  {
    name: "HTTPException",
    target: "/http-exception-after",
    differs: {
      why: "no status can be sent any more; uvicorn cuts the connection",
      transcript: { close: [1008, "no room"] },
    },
  },
  { name: "an exception handler", target: "/handled" },
  { name: "a dependency lets in", target: "/token?token=secret", differs: cut(1000) },
  {
    name: "a dependency refuses",
    target: "/token?token=wrong",
    differs: { why: shutBody, transcript: { body: '{"detail":"The WebSocket is to be closed with 1008"}' } },
  },
  {
    name: "teardown when the client closes",
    target: "/resource",
    steps: [{ receive: 1 }, { send: "x" }, { receive: 1 }, { close: [3001, "away"] }],
  },
  {
    name: "a router's dependency lets in",
    target: "/guarded/ws",
    headers: { "x-guard": "open" },
    differs: cut(1000),
  },
  { name: "a router's dependency refuses", target: "/guarded/ws", headers: { "x-guard": "shut" } },
  { name: "a mounted application", target: "/sub/ws", differs: cut(1000) },
  {
    name: "no such path",
    target: "/nothing",
    differs: {
      why: "not the API's: Django's, and without it 404 as for any request",
      transcript: { status: 404, body: '{"detail":"Not Found"}' },
    },
  },
];
