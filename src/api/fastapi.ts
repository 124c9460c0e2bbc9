import { ApplicationDeclarationError, PathDeclarationError } from "../errors/api.ts";
import { declarationSite } from "./declaration-site.ts";
import { DependencyOverrides } from "./dependencies/overrides.ts";
import { DEFAULT_SETTINGS, type FastAPIOptions, type FastAPISettings } from "./fastapi-options.ts";
import { buildOperations } from "./operations/build.ts";
import type { Operation } from "./operations/operation.ts";
import { APIRouter } from "./routing/router.ts";

export interface Mount {
  /** "/other", without a slash at the end. */
  readonly path: string;
  readonly app: FastAPI;
}

/** An OpenAPI document, as data. */
export type OpenAPIDocument = Readonly<Record<string, unknown>>;

/**
 * An application: path operations with a title, a document and docs pages of their own.
 *
 * @example
 * const internal = new FastAPI({ title: "Internal" });
 * internal.get("/ping", () => "pong");
 * api.mount("/internal", internal);
 */
export class FastAPI extends APIRouter {
  /** Dependencies that stand in for others, for tests: `api.dependencyOverrides.set(currentUser, fakeUser)`. */
  readonly dependencyOverrides = new DependencyOverrides();
  /** Operations that the API's clients serve, for the document only. */
  readonly webhooks = new APIRouter();
  readonly mounts: Mount[] = [];
  private ownSettings: FastAPISettings;
  private built: readonly Operation[] | null = null;

  constructor(options: FastAPIOptions = {}) {
    super(options);
    this.ownSettings = { ...DEFAULT_SETTINGS, ...options };
  }

  get settings(): FastAPISettings {
    return this.ownSettings;
  }

  /** Changes settings after construction: the default instance gets the Django project's FASTAPI_* this way. */
  configure(options: Partial<FastAPISettings>): void {
    this.ownSettings = { ...this.ownSettings, ...options };
    this.changed();
  }

  /** Serves another application below a path. */
  mount(path: string, app: FastAPI): void {
    const declaredAt = declarationSite();
    const clean = path.replace(/\/+$/, "");
    if (!clean.startsWith("/") || clean.includes("{"))
      throw new PathDeclarationError(`An application is mounted at a plain path, not "${path}"`, declaredAt);
    if (app === this || this.mounts.some((mount) => mount.path === clean))
      throw new ApplicationDeclarationError(`"${clean}" has an application already`, declaredAt);
    this.mounts.push({ path: clean, app });
  }

  /**
   * The finished path operations, in the order in which they are matched.
   *
   * @throws DeclarationError for what cannot work: call it at start.
   */
  get operations(): readonly Operation[] {
    return (this.built ??= buildOperations(this));
  }

  /** The OpenAPI document; made by `openapi/`, which the server sets here. Replace it to extend the document. */
  openapi: () => OpenAPIDocument = () => {
    throw new ApplicationDeclarationError("The OpenAPI document is made when the server starts");
  };

  protected override changed(): void {
    this.built = null;
  }
}
