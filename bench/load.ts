import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { parentPort, Worker, workerData } from "node:worker_threads";

export interface LoadResult {
  readonly requests: number;
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly median: number;
  readonly p99: number;
  /** Responses that were no 2xx. */
  readonly failures: number;
}

export interface LoadOptions {
  readonly url: string;
  /** A JSON body makes it a POST; `{n}` in it is another number for each request. */
  readonly body?: string;
  readonly connections: number;
  /** Seconds that count; one more before them does not. */
  readonly seconds: number;
}

/**
 * Asks one URL over connections that are kept alive, each for the next response when it has the last one.
 *
 * @param counting is called when the seconds that count begin.
 */
export function load(options: LoadOptions, counting: () => void = () => {}): Promise<LoadResult> {
  // In a thread of its own, so that neither the caller nor a server in its process waits for it.
  const worker = new Worker(fileURLToPath(import.meta.url), { workerData: options });
  return new Promise((resolve, reject) =>
    worker
      .on("message", (message: LoadResult | "counting") => {
        if (message === "counting") counting();
        else resolve(message);
      })
      .once("error", reject),
  );
}

async function run({ url, body, connections, seconds }: LoadOptions): Promise<LoadResult> {
  const { hostname, port, host, pathname, search } = new URL(url);
  const path = `${pathname}${search}`;
  // Numbers that no earlier run has used: rows that are made stay.
  let number = Date.now() * 1000;
  const request = (): string => {
    if (body === undefined) return `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
    const content = body.replaceAll("{n}", String(number++));
    return `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${content.length}\r\n\r\n${content}`;
  };
  const latencies: number[] = [];
  let failures = 0;
  let counts = false;
  const sockets = Array.from({ length: connections }, () => {
    const socket = connect(Number(port), hostname).setNoDelay();
    let received = "";
    let sent = performance.now();
    socket.write(request());
    socket.setEncoding("latin1").on("data", (text: string) => {
      received += text;
      if (!isComplete(received)) return;
      if (counts) {
        latencies.push(performance.now() - sent);
        if (!received.startsWith("HTTP/1.1 2")) failures++;
      }
      received = "";
      sent = performance.now();
      socket.write(request());
    });
    return socket;
  });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  counts = true;
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage("counting");
  const start = performance.now();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  counts = false;
  const elapsed = (performance.now() - start) / 1000;
  for (const socket of sockets) socket.destroy();
  latencies.sort((one, other) => one - other);
  const percentile = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? Number.NaN;
  return {
    requests: latencies.length,
    requestsPerSecond: latencies.length / elapsed,
    median: percentile(0.5),
    p99: percentile(0.99),
    failures,
  };
}

/** Whether a response is whole, by its Content-Length or its last chunk. */
function isComplete(received: string): boolean {
  const headEnd = received.indexOf("\r\n\r\n");
  if (headEnd === -1) return false;
  const head = received.slice(0, headEnd);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return received.length >= headEnd + 4 + Number(length);
  return received.endsWith("0\r\n\r\n");
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
if (parentPort !== null) parentPort.postMessage(await run(workerData as LoadOptions));
