import type { FileNames } from "./file-names.ts";
import { RowFile } from "./row-file.ts";

/**
 * Deletes a row's file in its storage, and empties the field; nothing happens where it is empty. The row is not saved.
 * (`FieldFile.delete(save=False)`)
 *
 * @throws WriteError the model has no such field for files
 * @throws PythonUnavailable there is no Python
 */
export async function deleteFile<Row extends object>(row: Row, name: FileNames<Row>): Promise<void> {
  const file = new RowFile(row, name);
  file.take(await file.bridge.request("deleteFile", file.params));
}
