import { once } from "node:events";
import type { Socket } from "node:net";
import { connect } from "node:net";

export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  /** What came before the final answer: "100". */
  readonly interim: readonly string[];
  readonly body: Buffer;
}

/** Sends bytes and reads one answer with Content-Length; waits for 100 before the body when told to. */
export async function sendRaw(
  port: number,
  request: { head: Buffer; body: Buffer; expect: boolean; method: string },
): Promise<RawAnswer> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  try {
    socket.write(request.head);
    const reader = new AnswerReader(socket, request.method);
    if (request.expect) {
      await reader.interim();
      socket.write(request.body);
    } else if (request.body.length > 0) {
      socket.write(request.body);
    }
    return await reader.final();
  } finally {
    socket.destroy();
  }
}

class AnswerReader {
  private bytes: Buffer = Buffer.alloc(0);
  private readonly interims: string[] = [];
  private readonly socket: Socket;
  private readonly method: string;
  private wake: () => void = () => {};
  private ended = false;

  constructor(socket: Socket, method: string) {
    this.socket = socket;
    this.method = method;
    socket.on("data", (chunk) => {
      this.bytes = Buffer.concat([this.bytes, chunk]);
      this.wake();
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      this.ended = true;
      this.wake();
    });
  }

  async interim(): Promise<void> {
    while (!/^HTTP\/1\.1 \d+/.test(this.bytes.toString("latin1"))) await this.more();
    if (!this.bytes.toString("latin1").startsWith("HTTP/1.1 100")) return;
    this.interims.push("100");
    while (!this.bytes.includes("\r\n\r\n")) await this.more();
    this.bytes = this.bytes.subarray(this.bytes.indexOf("\r\n\r\n") + 4);
  }

  async final(): Promise<RawAnswer> {
    while (!this.bytes.includes("\r\n\r\n")) await this.more();
    const end = this.bytes.indexOf("\r\n\r\n");
    const head = this.bytes.subarray(0, end).toString("latin1");
    const length = this.method === "HEAD" ? 0 : Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    while (this.bytes.length < end + 4 + length) await this.more();
    const status = Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]);
    return { status, head, interim: this.interims, body: this.bytes.subarray(end + 4, end + 4 + length) };
  }

  private async more(): Promise<void> {
    if (this.ended) throw new TypeError(`The connection ended after ${this.bytes.length} bytes of an answer`);
    await new Promise<void>((resolve) => {
      this.wake = resolve;
    });
    this.socket.resume();
  }
}
