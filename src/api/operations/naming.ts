import { openapiPath } from "../paths/template.ts";
import type { HttpMethod } from "./operation.ts";

/** FastAPI's `generate_unique_id`: handler's name, path, method. An anonymous handler has the path and the method. */
export function generateOperationId(name: string, path: string, method: HttpMethod): string {
  const words = `${name}${openapiPath(path)}`.replaceAll(/\W/g, "_");
  return `${name === "" ? words.replace(/^_+/, "") : words}_${method.toLowerCase()}`;
}

/** "listBooks" and "list_books" are "List Books"; an anonymous handler is told by its method and path. */
export function generateSummary(name: string, path: string, method: HttpMethod): string {
  const text = name === "" ? `${method.toLowerCase()} ${openapiPath(path).replaceAll(/[{}]/g, "")}` : name;
  return text
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, " ")
    .split(/[\s_/-]+/)
    .filter((word) => word !== "")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}
