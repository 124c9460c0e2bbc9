import { CannotListen } from "../errors/cli.ts";
import { nextFreePort, portOwner } from "./port-owner.ts";

/** Makes of an error of `listen` one that says who has the port and what to do. */
export async function listenError(cause: unknown, host: string, port: number): Promise<Error> {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") {
    const [owner, free] = await Promise.all([portOwner(port), nextFreePort(host, port)]);
    const who = owner === null ? "" : ` by process ${owner}`;
    return new CannotListen(
      `Port ${port} is in use${who}.\nStop that process, or use another port: --port ${free ?? port + 1}`,
      { cause },
    );
  }
  if (code === "EACCES") {
    return new CannotListen(
      `This user may not listen on port ${port}. Use one above 1023, for example --port 8000`,
      { cause },
    );
  }
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    return new CannotListen(
      `"${host}" is no address of this machine. Use --host 127.0.0.1, or --host 0.0.0.0 for all of its addresses`,
      { cause },
    );
  }
  return cause instanceof Error ? cause : new CannotListen(`Cannot listen on ${host}:${port}`, { cause });
}
