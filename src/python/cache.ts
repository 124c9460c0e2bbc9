import { askService } from "./services.ts";

export interface CacheOptions {
  /** Of the key (`VERSION`). */
  readonly version?: number;
}

export interface CacheSetOptions extends CacheOptions {
  /** Seconds; null: for ever. Default: the cache's TIMEOUT. */
  readonly timeout?: number | null;
}

/**
 * A cache of the project's CACHES, the same that its Python sees. Values are what JSON has, dates, bytes; what Python puts
 * there comes as other answers of Python do. Each call asks a worker: what is only for this process is quicker in a Map.
 */
export class Cache {
  /** Of CACHES. */
  readonly alias: string;

  constructor(alias: string) {
    this.alias = alias;
  }

  /** The value; `fallback` where there is none. */
  async get<T = unknown>(
    key: string,
    fallback: T | null = null,
    options: CacheOptions = {},
  ): Promise<T | null> {
    const answer = await this.look<T>(key, options);
    return answer.found ? answer.value : fallback;
  }

  /** The value, or what `make` gives, which is then stored. Two callers at once may both make it, as in Django. */
  async getOrSet<T>(key: string, make: () => T | Promise<T>, options: CacheSetOptions = {}): Promise<T> {
    const answer = await this.look<T>(key, options);
    if (answer.found) return answer.value;
    const made = await make();
    await this.add(key, made, options);
    return made;
  }

  async set(key: string, value: unknown, options: CacheSetOptions = {}): Promise<void> {
    await this.ask("set", [key, value], options);
  }

  /** Stores the value unless there is one; whether it did. */
  add(key: string, value: unknown, options: CacheSetOptions = {}): Promise<boolean> {
    return this.ask<boolean>("add", [key, value], options);
  }

  /** Another timeout for what is there; whether it is. */
  touch(key: string, options: CacheSetOptions = {}): Promise<boolean> {
    return this.ask<boolean>("touch", [key], options);
  }

  /** Whether there was something to delete. */
  delete(key: string, options: CacheOptions = {}): Promise<boolean> {
    return this.ask<boolean>("delete", [key], options);
  }

  has(key: string, options: CacheOptions = {}): Promise<boolean> {
    return this.ask<boolean>("has_key", [key], options);
  }

  /** Those that are there. */
  getMany<T = unknown>(keys: readonly string[], options: CacheOptions = {}): Promise<Record<string, T>> {
    return this.ask("get_many", [keys], options);
  }

  async setMany(values: Readonly<Record<string, unknown>>, options: CacheSetOptions = {}): Promise<void> {
    await this.ask("set_many", [values], options);
  }

  async deleteMany(keys: readonly string[], options: CacheOptions = {}): Promise<void> {
    await this.ask("delete_many", [keys], options);
  }

  /** The number after adding. @throws PythonError ValueError: there is none */
  increment(key: string, by = 1, options: CacheOptions = {}): Promise<number> {
    return this.ask<number>("incr", [key, by], options);
  }

  /** Everything, other people's too. */
  async clear(): Promise<void> {
    await this.ask("clear", [], {});
  }

  private look<T>(
    key: string,
    { version }: CacheOptions,
  ): Promise<{ found: true; value: T } | { found: false }> {
    return askService("cache_get", [this.alias, key, version ?? null]);
  }

  private ask<T>(method: string, args: readonly unknown[], options: CacheSetOptions): Promise<T> {
    const { timeout, version } = options;
    return askService<T>("cache_method", [this.alias, method, args, { timeout, version }]);
  }
}

/** A cache by its alias in CACHES (`django.core.cache.caches`). */
export function caches(alias: string): Cache {
  return new Cache(alias);
}

/** The project's cache "default" (`django.core.cache.cache`). */
export const cache = caches("default");
