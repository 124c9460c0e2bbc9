import { fileURLToPath } from "node:url";

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** One of the servers that are compared: a process that serves the operations of `peers/` on a port of 127.0.0.1. */
export interface Target {
  readonly name: string;
  command(port: number, database: string): readonly [program: string, ...args: string[]];
  readonly env?: Readonly<Record<string, string>>;
}

/** @param python the interpreter that has the packages of peers/requirements.txt. */
export function targets(python: string): readonly Target[] {
  const gunicorn = (name: string, urlconf: string): Target => ({
    name,
    command: (port) => [
      python,
      ...words(
        `-m gunicorn peers.wsgi --threads 4 --keep-alive 60 --log-level error --bind 127.0.0.1:${port}`,
      ),
    ],
    env: { PEERS_URLCONF: urlconf },
  });
  return [
    {
      name: "node:http by hand",
      command: (port, database) => [process.execPath, file("peers/by-hand.ts"), String(port), database],
    },
    {
      name: "django-fastapi-bridge",
      command: (port) => [
        process.execPath,
        file("../src/cli/main.ts"),
        ...words(`serve --port ${port} --python`),
        python,
        "--project",
        file("../example"),
      ],
    },
    {
      name: "FastAPI over Django's ORM, uvicorn",
      command: (port) => [
        python,
        ...words(`-m uvicorn peers.fastapi_app:app --no-access-log --log-level error --port ${port}`),
      ],
    },
    gunicorn("Django Ninja, gunicorn", "peers.ninja_api"),
    gunicorn("Django REST framework, gunicorn", "peers.drf_api"),
  ];
}

function words(text: string): string[] {
  return text.split(" ");
}
