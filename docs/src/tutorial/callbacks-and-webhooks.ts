import { api, APIRouter } from "django-fastapi-bridge";
import { z } from "zod";

const Invoice = z.object({ id: z.string(), total: z.number() }).meta({ id: "Invoice" });
const Received = z.object({ ok: z.boolean() }).meta({ id: "Received" });

// What the API sends to its client in the course of an operation: the client serves it.
const callbacks = new APIRouter();
callbacks.post(
  "{$callback_url}/invoices/{$request.body.id}",
  { args: { body: z.object({ paid: z.boolean() }) }, response: Received, name: "invoicePaid" },
  () => ({ ok: true }),
);

api.post(
  "/invoices",
  { args: { callback_url: z.url().optional(), invoice: Invoice }, callbacks: callbacks.routes },
  ({ invoice }) => ({ received: invoice.id }),
);

// What it sends to whoever has subscribed.
api.webhooks.post("new-subscription", { args: { body: z.object({ username: z.string() }) } }, () => null);

api.get("/sent-by-us", { includeInSchema: false }, () => {
  const { paths, webhooks } = api.openapi() as {
    paths: Record<string, Record<string, object>>;
    webhooks: object;
  };
  const operation = paths["/invoices"]?.["post"] as { callbacks: Record<string, object> };
  return { callbacks: Object.keys(operation.callbacks), webhooks: Object.keys(webhooks) };
});
