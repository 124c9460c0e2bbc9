import { api, depends } from "django-fastapi-bridge";

export const log: string[] = [];

const Cursor = depends(async function* () {
  log.push("open");
  try {
    yield { fetch: () => ["Dune", "Solaris"] };
  } finally {
    log.push("close");
  }
});

api.get("/titles", { args: { cursor: Cursor } }, ({ cursor }) => cursor.fetch());
