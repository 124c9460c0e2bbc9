import { vi } from "vitest";

/** Tests that start Django again and again share two cores with others: seconds become a minute. */
export function allowForSlowMachines(): void {
  vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });
}
