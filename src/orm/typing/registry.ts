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

/**
 * The project's models that this package asks by role. Generated code adds `user`, the model of AUTH_USER_MODEL:
 * what `loginRequired` and `request.user` are typed by.
 */
export interface ProjectModels {}
