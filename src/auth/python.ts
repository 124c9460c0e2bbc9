import type { PythonBridge } from "../manifest/bridge.ts";
import type { WireValue } from "../manifest/wire.ts";

/** Calls a function of `django_fastapi/auth.py` in a worker. */
export async function askPython<T extends WireValue>(
  bridge: PythonBridge,
  name: string,
  ...args: readonly WireValue[]
): Promise<T> {
  const target = `django_fastapi.auth.${name}`;
  return (await bridge.request("call", { target, args: [...args], kwargs: {} })) as T;
}
