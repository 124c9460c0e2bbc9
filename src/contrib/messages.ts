import { Dependency } from "../api/dependencies/depends.ts";
import type { Context } from "../api/context/context.ts";
import type { HttpResponse } from "../api/http.ts";
import { answerFromWire } from "../python/answers.ts";
import { argumentToWire } from "../python/arguments.ts";
import { runtime } from "../orm/runtime.ts";
import type { Session } from "../auth/sessions/session.ts";
import { session } from "./auth/session.ts";

/** `django.contrib.messages.constants` */
const LEVELS = { debug: 10, info: 20, success: 25, warning: 30, error: 40 } as const;

type Message = readonly [level: number, text: string, extraTags: string];

/** What the handler of one request has to say to who sees the next page of Django's. */
export class Messages {
  private readonly waiting: Message[] = [];

  /**
   * @param level one of `django.contrib.messages.constants`, or a number of the project's own; what is below
   *   MESSAGE_LEVEL is not kept
   * @param extraTags classes for the page, separated by spaces
   */
  add(level: keyof typeof LEVELS | number, text: string, extraTags = ""): void {
    this.waiting.push([typeof level === "number" ? level : LEVELS[level], text, extraTags]);
  }

  debug(text: string): void {
    this.add("debug", text);
  }

  info(text: string): void {
    this.add("info", text);
  }

  success(text: string): void {
    this.add("success", text);
  }

  warning(text: string): void {
    this.add("warning", text);
  }

  error(text: string): void {
    this.add("error", text);
  }

  /** Those not handed over yet, which are then forgotten here. */
  take(): readonly Message[] {
    return this.waiting.splice(0);
  }
}

/**
 * Messages of `django.contrib.messages`: left here, shown by the next page of Django's. A worker adds them to the project's
 * MESSAGE_STORAGE when the handler has returned.
 *
 * @example
 * api.post("/books", { args: { messages, book: BookIn } }, async ({ messages, book }) => {
 *   messages.success("The book was added.");
 *   return await Book.objects.create(book);
 * });
 */
export const messages: Dependency<Messages> = new Dependency(
  { session },
  ({ session: current }: { session: Session }, context: Context): Messages => {
    const added = new Messages();
    // Asked for after the session's own change of the response, and so made before it: what is put into the session is saved.
    context.onResponse((response) => handOver(added.take(), current, context, response));
    return added;
  },
);

async function handOver(
  added: readonly Message[],
  current: Session,
  { request }: Context,
  response: HttpResponse,
): Promise<HttpResponse> {
  if (added.length === 0) return response;
  const data = Object.fromEntries(current.keys().map((name) => [name, current.get(name)]));
  const args = [added, Object.fromEntries(request.cookies), current.key, data];
  const answer = await runtime().bridge.request("call", {
    target: "django_fastapi.messages.add",
    args: args.map(argumentToWire),
    kwargs: {},
  });
  const { cookies, session: changed } = answerFromWire(answer) as {
    cookies: readonly string[];
    session: Readonly<Record<string, unknown>> | null;
  };
  for (const [name, value] of Object.entries(changed ?? {})) current.set(name, value);
  const set = cookies.map((cookie) => ["set-cookie", cookie] as const);
  return { ...response, headers: [...response.headers, ...set] };
}
