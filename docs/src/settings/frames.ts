import { api, APIRouter, depends } from "django-fastapi-bridge";

const frameable = depends({}, (_args, { response }) => response.headers.set("x-frame-options", null));
const widgets = new APIRouter({ prefix: "/widgets", dependencies: [frameable] });

widgets.get("/clock", () => ({ now: "12:00" }));

api.get("/same-site-only", (_args, { response }) => {
  response.headers.set("x-frame-options", "SAMEORIGIN");
  return {};
});
api.includeRouter(widgets);
