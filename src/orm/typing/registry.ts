/**
 * Types of custom fields by dotted class name. A project adds its own by declaration merging:
 *
 * ```ts
 * declare module "django-fastapi-bridge/orm" {
 *   interface CustomFieldValues {
 *     "catalog.fields.MoneyField": { amount: string; currency: string };
 *   }
 * }
 * ```
 */
export interface CustomFieldValues {}

/** Lookups that the project registers with `Field.register_lookup`, for any field: name to right-hand side. */
export interface CustomLookups {}
