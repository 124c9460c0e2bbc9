import { WriteError } from "../../errors/write.ts";
import type { BridgeMethods, PythonBridge } from "../../manifest/bridge.ts";
import { openConnection } from "../../orm/connections.ts";
import { fromWireColumn } from "../../orm/fields/wire.ts";
import { ModelInstance } from "../../orm/instance.ts";
import type { ModelMeta } from "../../orm/meta.ts";
import { INSTANCE_MODEL, isInstance } from "../../orm/query/tree.ts";
import { valueToWire } from "../../orm/query/wire.ts";
import { modelMeta, runtime } from "../../orm/runtime.ts";
import { TransactionBlock } from "../../orm/transaction/block.ts";
import { isLoaded } from "../../orm/write/changes.ts";
import { columnValue, rowToWire } from "../../orm/write/python-row.ts";

/** A row's field for files, and the Python that knows its storage. */
export class RowFile {
  readonly name: string;
  readonly bridge: Pick<PythonBridge, "request">;
  private readonly instance: ModelInstance;
  private readonly meta: ModelMeta;

  /** @throws WriteError it is none */
  constructor(row: unknown, name: string) {
    if (!(row instanceof ModelInstance) || !isInstance(row))
      throw new WriteError("A file is stored for a row of a model.");
    this.instance = row;
    this.meta = modelMeta(row[INSTANCE_MODEL]);
    this.name = name;
    const type = this.meta.field(name)?.internalType;
    if (type !== "FileField" && type !== "ImageField")
      throw new WriteError(
        `${this.meta.description.name}.${name} is no field for files. They are: ${this.fileNames() || "none"}.`,
      );
    this.bridge = bridgeFor(this.alias);
  }

  get params(): BridgeMethods["deleteFile"]["params"] {
    const { instance, meta, alias } = this;
    const { pk } = instance;
    const loaded = meta.concreteFields.filter((field) => isLoaded(instance, field));
    return {
      model: meta.label,
      using: alias === "python" ? null : alias,
      pk: pk === null || pk === undefined ? null : valueToWire(pk),
      adding: ModelInstance.stored(instance) === null,
      values: rowToWire(instance, loaded),
      field: this.name,
    };
  }

  /** Sets what Python made of the field, and of those for an image's size. */
  take(columns: BridgeMethods["deleteFile"]["result"]): void {
    for (const [name, value] of Object.entries(columns))
      Object.assign(this.instance, { [name]: columnValue(this.meta.field(name), fromWireColumn(value)) });
  }

  private get alias(): string {
    return ModelInstance.database(this.instance) ?? this.meta.description.database.write;
  }

  private fileNames(): string {
    return this.meta.concreteFields
      .filter(({ internalType }) => internalType === "FileField" || internalType === "ImageField")
      .map(({ name }) => name)
      .join(", ");
  }
}

/** Storages take part in no transaction; where Python has one open, `upload_to` sees the rows in it. */
function bridgeFor(alias: string): Pick<PythonBridge, "request"> {
  const block = openConnection(alias);
  return (block instanceof TransactionBlock ? block.python : null) ?? runtime().bridge;
}
