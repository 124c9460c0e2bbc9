import { randomBytes } from "node:crypto";

/** What a proxy's or client's X-Request-ID may look like to be taken over; anything else could forge log lines. */
const ACCEPTABLE = /^[\w.:=+/-]{1,128}$/;

/** Makes request ids: unique across processes by their prefix, and cheap. */
export function requestIds(): (sent: string | string[] | undefined) => string {
  const prefix = randomBytes(6).toString("hex");
  let counter = 0;
  return (sent) =>
    typeof sent === "string" && ACCEPTABLE.test(sent) ? sent : `${prefix}-${(++counter).toString(36)}`;
}
