import { describe } from "vitest";
import { djangoPython } from "../support/python.ts";
import { serverContract } from "./server-contract.ts";

const bind = "127.0.0.1:{port}";

describe.runIf(djangoPython !== null)("Django's servers in front", () => {
  serverContract({
    name: "manage.py runserver (WSGI)",
    args: ["manage.py", "runserver", bind],
    protocol: "WSGI",
    needs: ["a2wsgi"],
  });
  serverContract({
    name: "manage.py runserver with daphne (ASGI)",
    args: ["manage.py", "runserver", bind],
    env: { PROBE_DAPHNE: "1" },
    protocol: "ASGI",
    needs: ["daphne", "websockets"],
    wholeWebSockets: false,
  });
  serverContract({
    name: "uvicorn --workers 2",
    args: ["-m", "uvicorn", "django_fastapi.asgi:application", "--workers", "2", "--port", "{port}"],
    protocol: "ASGI",
    needs: ["uvicorn", "websockets"],
  });
  serverContract({
    name: "uvicorn --interface wsgi",
    args: ["-m", "uvicorn", "--interface", "wsgi", "django_fastapi.wsgi:application", "--port", "{port}"],
    protocol: "WSGI",
    needs: ["uvicorn", "a2wsgi"],
    noticesLeaving: false,
  });
  serverContract({
    name: "gunicorn",
    args: ["-m", "gunicorn", "django_fastapi.wsgi:application", "--threads", "4", "--bind", bind],
    protocol: "WSGI",
    needs: ["gunicorn", "a2wsgi"],
  });
  serverContract({
    name: "gunicorn --preload",
    args: [
      "-m",
      "gunicorn",
      "django_fastapi.wsgi:application",
      "--preload",
      "--threads",
      "4",
      "--bind",
      bind,
    ],
    protocol: "WSGI",
    needs: ["gunicorn", "a2wsgi"],
  });
});
