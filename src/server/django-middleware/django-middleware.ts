import type { HttpResponse } from "../../api/http.ts";
import { isPromiseLike, type MaybePromise } from "../../util/maybe-promise.ts";
import type { Exchange } from "../exchange.ts";
import type { ServerSettings } from "../settings.ts";
import { clickjacking } from "./clickjacking.ts";
import { common } from "./common.ts";
import { conditionalGet } from "./conditional-get.ts";
import { contentSecurityPolicy } from "./content-security-policy.ts";
import { gzip } from "./gzip.ts";
import type { Header, MakePart, MiddlewarePart } from "./part.ts";
import { security } from "./security.ts";

const PARTS: Readonly<Record<string, MakePart>> = {
  "django.middleware.security.SecurityMiddleware": security,
  "django.middleware.gzip.GZipMiddleware": gzip,
  "django.middleware.http.ConditionalGetMiddleware": conditionalGet,
  "django.middleware.common.CommonMiddleware": common,
  "django.middleware.clickjacking.XFrameOptionsMiddleware": clickjacking,
  "django.middleware.csp.ContentSecurityPolicyMiddleware": contentSecurityPolicy,
};

type Step = (response: HttpResponse, exchange: Exchange) => MaybePromise<HttpResponse>;

/**
 * What Django's own middleware does to requests and responses that Django does not see: each where it stands in
 * MIDDLEWARE and by its settings. As in Django, requests pass it from the first to the last and responses from the last to
 * the first: an ETag that is made behind GZipMiddleware is that of the text, and a 304 has the headers of what stands
 * before ConditionalGetMiddleware. An answer that a middleware gives itself passes all of it, not only what stands before.
 */
export class DjangoMiddleware {
  private readonly answers: readonly NonNullable<MiddlewarePart["answer"]>[];
  private readonly steps: readonly Step[];

  /** @throws SettingInvalid for a setting that cannot be honoured */
  constructor(settings: ServerSettings) {
    const parts = settings.MIDDLEWARE.flatMap((name) =>
      Object.hasOwn(PARTS, name) ? [(PARTS[name] as MakePart)(settings)] : [],
    );
    this.answers = parts.flatMap(({ answer }) => answer ?? []);
    this.steps = responseSteps(parts.toReversed());
  }

  /** The answer in place of an operation's: a redirect to HTTPS, a refusal; null: the request goes on. */
  answer(exchange: Exchange): HttpResponse | null {
    for (const answer of this.answers) {
      const response = answer(exchange);
      if (response !== null) return response;
    }
    return null;
  }

  /** The response as it is to be sent; at once, unless it is compressed. */
  complete(response: HttpResponse, exchange: Exchange): MaybePromise<HttpResponse> {
    return this.completeFrom(0, response, exchange);
  }

  private completeFrom(
    index: number,
    response: HttpResponse,
    exchange: Exchange,
  ): MaybePromise<HttpResponse> {
    let completed = response;
    for (let next = index; next < this.steps.length; next++) {
      const result = (this.steps[next] as Step)(completed, exchange);
      if (isPromiseLike(result))
        return result.then((settled) => this.completeFrom(next + 1, settled, exchange));
      completed = result;
    }
    return completed;
  }
}

/** One step for all middlewares in a row that only add headers. */
function responseSteps(parts: readonly MiddlewarePart[]): Step[] {
  const steps: Step[] = [];
  let plain: Header[] = [];
  let secure: Header[] = [];
  const closeRow = (): void => {
    if (secure.length > 0) steps.push(addHeaders(plain, secure));
    plain = [];
    secure = [];
  };
  for (const { headers = [], secureHeaders = headers, change } of parts) {
    plain.push(...headers);
    secure.push(...secureHeaders);
    if (change === undefined) continue;
    closeRow();
    steps.push(change);
  }
  closeRow();
  return steps;
}

/** Adds the headers that a response neither has nor refuses: `setdefault`, as Django's middlewares do it. */
function addHeaders(plain: readonly Header[], secure: readonly Header[]): Step {
  return (response, { scheme }) => {
    const { headers, withheld } = response;
    const completed = headers.slice();
    for (const header of scheme === "https" ? secure : plain)
      if (!hasName(headers, header[0]) && withheld?.includes(header[0]) !== true) completed.push(header);
    return { ...response, headers: completed };
  };
}

function hasName(headers: readonly Header[], name: string): boolean {
  for (const header of headers) if (header[0] === name) return true;
  return false;
}
