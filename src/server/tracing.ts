import type * as openTelemetry from "@opentelemetry/api";
import type { Span, Tracer } from "@opentelemetry/api";
import { observeQueries, type QueryEvent } from "../orm/observe.ts";
import { runtime } from "../orm/runtime.ts";
import type { Exchange } from "./exchange.ts";

type OpenTelemetry = typeof openTelemetry;

/** Spans of operations and of their queries, for whatever SDK the process has registered. */
export interface Tracing {
  /** Runs an operation inside of its span, which ends with the response. */
  operation(exchange: Exchange, template: string, run: () => void): void;
  close(): void;
}

/**
 * Tracing where `@opentelemetry/api` is installed and an SDK runs; null: not so. It is the project's choice, started before us
 * (`node --import ./tracing.ts`). Names are those of OpenTelemetry's semantic conventions for HTTP servers and databases.
 *
 * @param version this package's
 */
export async function openTracing(version: string): Promise<Tracing | null> {
  let api: OpenTelemetry;
  try {
    api = await import("@opentelemetry/api");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND") return null;
    throw error;
  }
  // Without an SDK nobody would see a span, and everything would pay for them.
  const provider = api.trace.getTracerProvider();
  if (provider instanceof api.ProxyTracerProvider && provider.getDelegateTracer("any") === undefined)
    return null;
  return createTracing(api, api.trace.getTracer("django-fastapi-bridge", version));
}

function createTracing(api: OpenTelemetry, tracer: Tracer): Tracing {
  const stopObserving = observeQueries((event) => recordQuery(api, tracer, event), { origins: false });
  return {
    operation(exchange, template, run) {
      const { incoming, outgoing } = exchange;
      const method = incoming.method as string;
      // An instrumentation of node:http has made the server's span; it does not know the route.
      const around = api.trace.getActiveSpan();
      const span = around ?? startServerSpan(api, tracer, exchange, `${method} ${template}`);
      if (!span.isRecording()) return run();
      span.setAttribute("http.route", template);
      span.updateName(`${method} ${template}`);
      outgoing.once("close", () => {
        const { failure } = exchange;
        if (failure !== undefined) {
          span.recordException(failure instanceof Error ? failure : String(failure));
          span.setAttribute("error.type", failure instanceof Error ? failure.name : "_OTHER");
        }
        // The client's errors are none of the server's.
        if (outgoing.statusCode >= 500) span.setStatus({ code: api.SpanStatusCode.ERROR });
        if (span === around) return;
        span.setAttribute("http.response.status_code", outgoing.statusCode);
        span.end();
      });
      api.context.with(api.trace.setSpan(api.context.active(), span), run);
    },
    close: stopObserving,
  };
}

function startServerSpan(
  { context, propagation, SpanKind }: OpenTelemetry,
  tracer: Tracer,
  { incoming, path, scheme, host }: Exchange,
  name: string,
): Span {
  const caller = propagation.extract(context.active(), incoming.headers);
  const agent = incoming.headers["user-agent"];
  const attributes = {
    "http.request.method": incoming.method as string,
    // Without the query: it may hold secrets.
    "url.path": path?.raw ?? "",
    "url.scheme": scheme,
    "server.address": host,
    ...(agent !== undefined && { "user_agent.original": agent }),
  };
  return tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, caller);
}

/** A query is reported when it is over, in the context that asked. */
function recordQuery(
  { trace, SpanKind, SpanStatusCode }: OpenTelemetry,
  tracer: Tracer,
  event: QueryEvent,
): void {
  if (trace.getActiveSpan()?.isRecording() !== true) return;
  const end = performance.timeOrigin + performance.now();
  const { executor, model, alias, sql, failed } = event;
  const span = tracer.startSpan(executor === "native" ? `query ${model}` : `query ${model} in Python`, {
    kind: SpanKind.CLIENT,
    startTime: end - event.milliseconds,
    attributes: {
      ...(alias !== null && {
        "db.system.name": runtime().database(alias).dialect.vendor,
        "django.database": alias,
      }),
      // With placeholders, never values.
      ...(sql !== null && { "db.query.text": sql }),
      "django.model": model,
    },
  });
  if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(end);
}
