import { z } from "zod";
import { SettingInvalid } from "../../errors/project.ts";
import type { Manifest } from "../../manifest/schema.ts";
import type { PythonContext } from "../python-process.ts";
import { startPython } from "../python-process.ts";
import { WorkerPool } from "./worker-pool.ts";

const processes = z.int().min(1).nullish();

/**
 * The workers of a project: as many as FASTAPI_WORKER_PROCESSES says, started when the first call needs one.
 *
 * @throws SettingInvalid
 */
export function projectWorkers(context: PythonContext, { settings }: Pick<Manifest, "settings">): WorkerPool {
  const size = processes.safeParse(settings["FASTAPI_WORKER_PROCESSES"]);
  if (!size.success) throw new SettingInvalid("FASTAPI_WORKER_PROCESSES is a number of processes, 1 or more");
  return new WorkerPool({
    start: () => startPython(context, { name: "worker", args: ["worker"], pipes: 2 }),
    ...(typeof size.data === "number" ? { size: size.data } : {}),
  });
}
