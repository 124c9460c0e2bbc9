import type { InstanceRef } from "../../orm/typing/instance.ts";
import type { SaveOptions } from "../../orm/write/options.ts";

/** A row of any model that can be saved. */
export interface ManagedRow extends InstanceRef {
  save(options?: SaveOptions<never>): Promise<void>;
}
