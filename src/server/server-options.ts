import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastAPI } from "../api/fastapi.ts";
import type { Gateway } from "../manifest/gateway.ts";
import type { OpenApiDocument } from "../openapi/document-types.ts";
import type { DebuggedProject } from "./debug/report.ts";
import type { Readiness } from "./health.ts";
import type { ServerLogger } from "./log.ts";
import type { ServerSettings } from "./settings.ts";
import type { Tracing } from "./tracing.ts";

export interface ServerOptions {
  /** The default instance, with what is mounted on it. */
  readonly api: FastAPI;
  /** `serverSettings(manifest.settings)` */
  readonly settings: ServerSettings;
  /** The way to Django; null: what no operation serves is a 404. */
  readonly gateway?: Gateway | null;
  readonly logger?: ServerLogger;
  /** Whether this process can serve, for /-/ready, with what is missing; default: always. */
  readonly ready?: () => Promise<Readiness>;
  /** The OpenAPI document of the project's Python operations, shown together with ours; null: there are none. */
  readonly pythonDocument?: () => Promise<OpenApiDocument | null>;
  /**
   * Sees each request before anything else does, and answers what is no client's but comes from another process of
   * ours: true when it has.
   */
  readonly internal?: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Spans for OpenTelemetry; null, the default: none. */
  readonly tracing?: Tracing | null;
  /** What the error page tells of the project. The page is there where DEBUG is True, and nowhere else. */
  readonly project?: DebuggedProject;
}
