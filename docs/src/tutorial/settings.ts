import { api, depends } from "django-fastapi-bridge";
import { TestClient } from "django-fastapi-bridge/testing";
import { z } from "zod";

const SettingsSchema = z.object({
  SHOP_NAME: z.string().default("The shop"),
  SHOP_MAX_ITEMS: z.coerce.number().int().min(1).default(50),
});

// Read and checked once, when the first request needs it.
const Settings = depends(() => SettingsSchema.parse(process.env), { scope: "app" });

api.get("/info", { args: { settings: Settings } }, ({ settings }) => ({
  name: settings.SHOP_NAME,
  maxItems: settings.SHOP_MAX_ITEMS,
}));

/** What a test would do. */
api.get("/run-the-example", async () => {
  api.dependencyOverrides.set(
    Settings,
    depends(() => ({ SHOP_NAME: "A test", SHOP_MAX_ITEMS: 1 })),
  );
  const response = await new TestClient(api).get("/info");
  api.dependencyOverrides.clear();
  return response.json();
});
