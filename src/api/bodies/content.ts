import type { MultiSource } from "../parameters/sources.ts";

/** A request's body, read once, before any argument looks at it. */
export type BodyContent =
  | { readonly kind: "none" }
  | { readonly kind: "json"; readonly value: unknown }
  /** A body that is not JSON where JSON is wanted: no schema takes it, and the error shows it as text. */
  | { readonly kind: "text"; readonly value: string }
  | FormContent;

export interface FormContent {
  readonly kind: "form";
  /** Texts, and an `UploadFile` for each file. */
  readonly fields: MultiSource<unknown>;
}

export const NO_BODY: BodyContent = { kind: "none" };
