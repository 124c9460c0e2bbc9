import { describe } from "vitest";
import { djangoPython } from "../support/python.ts";
import { serverContract } from "./server-contract.ts";

// The other servers: servers.long.test.ts.
describe.runIf(djangoPython !== null)("Django's servers in front", () => {
  serverContract({
    name: "uvicorn (ASGI)",
    args: ["-m", "uvicorn", "django_fastapi.asgi:application", "--port", "{port}"],
    protocol: "ASGI",
    needs: ["uvicorn", "websockets"],
  });
});
