import type { FormContent } from "../bodies/content.ts";
import { readFormBody } from "../bodies/form.ts";
import type { HttpRequest, HttpResponse } from "../http.ts";
import { isPromiseLike, type MaybePromise } from "../../util/maybe-promise.ts";
import type { WebSocket } from "../websockets/web-socket.ts";
import { BackgroundTasks } from "./background.ts";
import type { AddBackgroundTask, Context, ResponseChange } from "./context.ts";
import { Request } from "./request.ts";
import { ResponseParameters } from "./response-parameters.ts";

const NO_SCOPES: readonly string[] = [];

/** The context of one request. What nobody asks for is not made. */
export class RequestContext implements Context {
  readonly scopes = NO_SCOPES;
  readonly socket: WebSocket | null;
  private readonly raw: HttpRequest;
  private ownRequest: Request | null = null;
  private ownResponse: ResponseParameters | null = null;
  private ownBackground: BackgroundTasks | null = null;
  private changes: ResponseChange[] | null = null;
  private form: Promise<FormContent> | null = null;
  declaredBody: Context["declaredBody"] = null;
  /** What is to be cleaned up when the request is finished; null: nothing. */
  cleanUps: (() => unknown)[] | null = null;

  constructor(raw: HttpRequest, request: Request | null = null, socket: WebSocket | null = null) {
    this.raw = raw;
    this.ownRequest = request;
    this.socket = socket;
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

  /** A property, so that it can be handed out on its own. */
  readonly onResponse = (change: ResponseChange): void => {
    (this.changes ??= []).push(change);
  };

  readForm(): Promise<FormContent> {
    return (this.form ??= readFormBody(this.raw, (cleanUp) => (this.cleanUps ??= []).push(cleanUp)));
  }

  /** What `onResponse` was asked for; each change is made once. */
  applyChanges(response: HttpResponse): MaybePromise<HttpResponse> {
    const change = this.changes?.pop();
    if (change === undefined) return response;
    const changed = change(response);
    return isPromiseLike(changed)
      ? changed.then((settled) => this.applyChanges(settled))
      : this.applyChanges(changed);
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
    return new ScopedContext(this, scopes);
  }
}

/** Passes everything on: what a dependency says of the response must reach the request's own context. */
class ScopedContext implements Context {
  readonly scopes: readonly string[];
  private readonly whole: RequestContext;

  constructor(whole: RequestContext, scopes: readonly string[]) {
    this.whole = whole;
    this.scopes = scopes;
  }

  get request(): Request {
    return this.whole.request;
  }

  get response(): ResponseParameters {
    return this.whole.response;
  }

  get background(): AddBackgroundTask {
    return this.whole.background;
  }

  get onResponse(): Context["onResponse"] {
    return this.whole.onResponse;
  }

  get declaredBody(): Context["declaredBody"] {
    return this.whole.declaredBody;
  }

  readForm(): Promise<FormContent> {
    return this.whole.readForm();
  }

  get signal(): AbortSignal {
    return this.whole.signal;
  }

  get socket(): WebSocket | null {
    return this.whole.socket;
  }
}
