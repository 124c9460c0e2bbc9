import * as accounts from "#django/accounts";
import * as catalog from "#django/catalog";
import * as orders from "#django/orders";
import type { ExecutorName } from "../../src/orm/executors/answer.ts";
import { Manager } from "../../src/orm/manager.ts";
import { withExecutor } from "../../src/orm/queryset.ts";
import type { Models } from "./case.ts";

/** The example's models with managers that use one executor only. */
export function modelsOn(executor: ExecutorName): Models {
  const models = { ...catalog, ...orders, User: accounts.User };
  return Object.fromEntries(
    Object.entries(models).map(([name, model]) => [name, onExecutor(model, executor)]),
  ) as unknown as Models;
}

function onExecutor(model: object, executor: ExecutorName): object {
  const managers = Object.entries(model).filter(([, value]) => value instanceof Manager);
  return Object.fromEntries(managers.map(([name, manager]) => [name, withExecutor(manager, executor)]));
}
