import type { HttpRequest } from "../http.ts";
import { BackgroundTasks } from "./background.ts";
import type { AddBackgroundTask, Context } from "./context.ts";
import { Request } from "./request.ts";
import { ResponseParameters } from "./response-parameters.ts";

const NO_SCOPES: readonly string[] = [];

/** The context of one request. What nobody asks for is not made. */
export class RequestContext implements Context {
  readonly scopes = NO_SCOPES;
  private readonly raw: HttpRequest;
  private ownRequest: Request | null = null;
  private ownResponse: ResponseParameters | null = null;
  private ownBackground: BackgroundTasks | null = null;

  constructor(raw: HttpRequest, request: Request | null = null) {
    this.raw = raw;
    this.ownRequest = request;
  }

  get request(): Request {
    return (this.ownRequest ??= new Request(this.raw));
  }

  get response(): ResponseParameters {
    return (this.ownResponse ??= new ResponseParameters());
  }

  get background(): AddBackgroundTask {
    return (this.ownBackground ??= new BackgroundTasks()).add;
  }

  get signal(): AbortSignal {
    return this.raw.signal;
  }

  /** What handlers said about the response; null when nobody did. */
  get responseParameters(): ResponseParameters | null {
    return this.ownResponse;
  }

  /** What handlers scheduled; null when nobody did. */
  get backgroundTasks(): BackgroundTasks | null {
    return this.ownBackground;
  }

  /** Forgets what was said of the response: another one takes its place. */
  reset(): void {
    this.ownResponse = null;
    this.ownBackground = null;
  }

  /** Takes over what a returned response brought along. */
  adoptBackgroundTasks(tasks: BackgroundTasks): void {
    if (this.ownBackground === null) this.ownBackground = tasks;
    else this.ownBackground.addAll(tasks);
  }

  /** The same context for a dependency that scopes are asked of. */
  withScopes(scopes: readonly string[]): Context {
    return Object.create(this, { scopes: { value: scopes } }) as Context;
  }
}
