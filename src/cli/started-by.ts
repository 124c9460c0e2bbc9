/**
 * The process that started this one. Imported before anything else: an npm that ends while the project is still looked
 * at has been replaced by another parent when somebody asks.
 */
export const startedBy: number = process.ppid;
