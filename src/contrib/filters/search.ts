import type { ModelMeta } from "../../orm/meta.ts";
import { Q } from "../../orm/q.ts";
import { columnOf, leadsToMany } from "./lookup-schema.ts";

/** Adds the condition that a row has every word of a text in one of its columns. */
export interface Search {
  readonly condition: (text: string) => readonly object[];
  /** A row may be found several times. */
  readonly many: boolean;
}

/**
 * Search as the admin's `search_fields` are: each word, in any of the columns, whatever its case. Words in quotes are
 * one (`django.contrib.admin.options.ModelAdmin.get_search_results`).
 */
export function searchIn(meta: ModelMeta, fields: readonly string[]): Search {
  for (const field of fields) columnOf(meta, field);
  const or = Q.or as unknown as (...conditions: object[]) => object;
  return {
    many: fields.some((field) => leadsToMany(meta, field)),
    condition: (text) =>
      wordsOf(text).map((word) => or(...fields.map((field) => ({ [`${field}__icontains`]: word })))),
  };
}

/** `django.utils.text.smart_split`, without the quotes. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)]
    .map(([, double, single, plain]) => double ?? single ?? plain ?? "")
    .filter((word) => word !== "");
}
