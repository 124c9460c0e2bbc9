import type { ErrorDetail } from "../../errors/api.ts";
import { NO_BODY, type BodyContent } from "../bodies/content.ts";
import type { RequestContext } from "../context/request-context.ts";
import { Teardowns } from "../dependencies/teardown.ts";
import type { HttpRequest } from "../http.ts";
import { parseQueryString } from "../parameters/query-string.ts";
import {
  CookieSource,
  HeaderSource,
  MultiSource,
  PathSource,
  type ParameterSource,
} from "../parameters/sources.ts";

/** What one request has come to so far: its sources, the values of its dependencies, its errors. */
export class RunState {
  readonly request: HttpRequest;
  readonly context: RequestContext;
  /** Values of dependencies by slot; INVALID where one could not be computed. */
  readonly values: unknown[] = [];
  readonly errors: ErrorDetail[] = [];
  body: BodyContent = NO_BODY;
  /** Torn down when the handler has returned. */
  readonly ofFunction = new Teardowns();
  /** Torn down when the response has been sent. */
  readonly ofRequest = new Teardowns();
  private querySource: MultiSource<string> | null = null;

  constructor(request: HttpRequest, context: RequestContext) {
    this.request = request;
    this.context = context;
  }

  get path(): ParameterSource {
    return new PathSource(this.request.pathParams);
  }

  get query(): ParameterSource {
    return (this.querySource ??= new MultiSource(parseQueryString(this.request.query)));
  }

  get header(): ParameterSource {
    return new HeaderSource(this.request);
  }

  get cookie(): ParameterSource {
    return new CookieSource(this.context.request.cookies);
  }
}
