import type { CallArguments } from "./call.ts";
import { askService } from "./services.ts";

/**
 * Hands a task to the project's own queue, by the task's dotted path: a task of `django.tasks` by `enqueue()`, Celery's and
 * django-rq's by `delay()`, Dramatiq's by `send()`. It runs where the project's task workers run, not here. From within
 * `atomic()`, do it in `onCommit()`: the task may otherwise start before the rows are there.
 *
 * ```ts
 * await enqueue("orders.tasks.send_invoice", [order.id]);
 * ```
 *
 * @returns the queue's name for it; null where it has none
 * @throws PythonError it is no task, or the queue does not answer
 */
export function enqueue(task: string, args: CallArguments = []): Promise<string | null> {
  return Array.isArray(args)
    ? askService("enqueue", [task, args, {}])
    : askService("enqueue", [task, [], args]);
}
