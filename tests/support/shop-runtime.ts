import { startPython } from "../../src/django/python-process.ts";
import { WorkerPool } from "../../src/django/worker/worker-pool.ts";
import type { PythonBridge } from "../../src/manifest/bridge.ts";
import { unavailableBridge } from "../../src/manifest/unavailable-bridge.ts";
import { createRuntime } from "../../src/orm/runtime.ts";
import type { OrmRuntime } from "../../src/orm/runtime.ts";
import { exampleContext } from "./example-context.ts";
import { djangoPython } from "./python.ts";
import type { Shop } from "./shop.ts";

export interface ShopRuntime {
  readonly runtime: OrmRuntime;
  /** Messages that the ORM logged. */
  readonly messages: string[];
  close(): Promise<void>;
}

/** The ORM over a shop, with a worker behind it where there is a Python. */
export async function shopRuntime(
  shop: Shop,
  { workers = 1 }: { readonly workers?: number } = {},
): Promise<ShopRuntime> {
  const messages: string[] = [];
  let pool: WorkerPool | null = null;
  let bridge: PythonBridge = unavailableBridge("this machine has no Python with Django");
  if (djangoPython !== null) {
    const { settingsModule } = shop;
    const context = await exampleContext(settingsModule === undefined ? {} : { settingsModule });
    const over = { ...context, env: { ...context.env, ...shop.env } };
    pool = new WorkerPool({
      start: () => startPython(over, { name: "worker", args: ["worker"], pipes: 2 }),
      size: workers,
    });
    bridge = pool;
  }
  const runtime = createRuntime(shop.manifest, shop.secrets, bridge, {
    log: { warn: (message) => messages.push(message) },
  });
  return {
    runtime,
    messages,
    async close() {
      await runtime.close();
      await pool?.close();
    },
  };
}
