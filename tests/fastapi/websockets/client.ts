import { once } from "node:events";
import { text } from "node:stream/consumers";
import { WebSocket, type RawData } from "ws";
import type { Step, Transcript, WebSocketCase } from "./cases.ts";

const KEPT = new Set(["x-own", "content-type"]);

/** Runs a case against a server and writes down all that a client sees. */
export async function runCase(
  url: string,
  { target, headers, subprotocols, steps = [] }: WebSocketCase,
): Promise<Transcript> {
  const socket = new WebSocket(url + target, [...(subprotocols ?? [])], { headers: { ...headers } });
  const messages: (string | number[])[] = [];
  const refused = new Promise<Transcript>((resolve) => {
    socket.once("unexpected-response", (_request, response) => {
      void text(response).then((body) =>
        resolve({
          status: response.statusCode ?? 0,
          headers: kept(response.headers),
          body,
          subprotocol: "",
          messages: [],
          close: null,
        }),
      );
    });
  });
  const accepted = new Promise<Transcript>((resolve) => {
    let answer: Record<string, string> = {};
    socket.once("upgrade", (response) => (answer = kept(response.headers)));
    socket.once("close", (code, reason) =>
      resolve({
        status: 101,
        headers: answer,
        body: "",
        subprotocol: socket.protocol,
        messages,
        close: [code, reason.toString()],
      }),
    );
  });
  socket.on("error", () => {});
  socket.on("message", (data: RawData, isBinary: boolean) =>
    messages.push(isBinary ? [...(data as Buffer)] : (data as Buffer).toString()),
  );
  socket.once("open", () => void play(socket, steps, messages));
  return Promise.race([refused, accepted]);
}

async function play(socket: WebSocket, steps: readonly Step[], messages: readonly unknown[]): Promise<void> {
  let wanted = 0;
  for (const step of steps) {
    if ("send" in step) socket.send(step.send);
    else if ("sendBytes" in step) socket.send(Buffer.from(step.sendBytes));
    else if ("close" in step) socket.close(...step.close);
    else {
      wanted += step.receive;
      while (messages.length < wanted) await once(socket, "message");
    }
  }
}

function kept(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      KEPT.has(name) && value !== undefined ? [[name, String(value)]] : [],
    ),
  );
}
