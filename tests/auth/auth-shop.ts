import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describeProject } from "../../src/django/describe.ts";
import type { Manifest } from "../../src/manifest/schema.ts";
import { createAuth, setAuth } from "../../src/auth/runtime.ts";
import { setRuntime } from "../../src/orm/runtime.ts";
import { exampleContext } from "../support/example-context.ts";
import { djangoPython } from "../support/python.ts";
import type { Shop } from "../support/shop.ts";
import { sqliteDatabase } from "./database.ts";
import type { OwnDatabase } from "./database.ts";
import { shopRuntime } from "../support/shop-runtime.ts";

const example = fileURLToPath(new URL("../../example", import.meta.url));

export const PASSWORD = "correct-horse-9";

/** The example over a database of its own: its sessions and users known to this process, and Django to be asked. */
export interface AuthShop {
  readonly shop: Shop & { readonly settingsModule: string };
  /** Runs Python inside the project, with more in its environment; answers what it assigns to `answer`. */
  django(code: string, given?: unknown, env?: Readonly<Record<string, string>>): unknown;
  close(): Promise<void>;
}

export interface AuthShopOptions {
  /** In `project/`: "fast_settings" (the default), "python_settings". */
  readonly settingsModule?: string;
  readonly database?: () => Promise<OwnDatabase>;
  /** Instead of the project's, by Django's names. */
  readonly settings?: Manifest["settings"];
}

export async function authShop(options: AuthShopOptions = {}): Promise<AuthShop> {
  const { settingsModule = "fast_settings", settings = {}, database = sqliteDatabase } = options;
  const own = await database();
  const env = { ...own.env, PYTHONPATH: fileURLToPath(new URL("project", import.meta.url)) };
  const context = await exampleContext({ settingsModule });
  const { manifest, secrets } = await describeProject({ ...context, env: { ...context.env, ...env } });
  const shop: Shop & { readonly settingsModule: string } = {
    manifest: { ...manifest, settings: { ...manifest.settings, ...settings } },
    secrets,
    env,
    settingsModule,
  };
  const running = await shopRuntime(shop);
  setRuntime(running.runtime);
  setAuth(createAuth(shop.manifest, shop.secrets, running.runtime.bridge));
  const django = (
    code: string,
    given: unknown = null,
    more: Readonly<Record<string, string>> = {},
  ): unknown => {
    const script = `import json, sys\nimport django\ndjango.setup()\ngiven = json.load(sys.stdin)\nanswer = None\n${PRELUDE}\n${code}\nprint(json.dumps(answer))`;
    const { status, stdout, stderr } = spawnSync(djangoPython as string, ["-c", script], {
      cwd: example,
      env: { ...process.env, DJANGO_SETTINGS_MODULE: settingsModule, ...shop.env, ...more },
      input: JSON.stringify(given),
      encoding: "utf8",
    });
    if (status !== 0) throw new TypeError(`Python failed:\n${stderr}`);
    return JSON.parse(stdout) as unknown;
  };
  django(USERS, PASSWORD);
  return {
    shop,
    django,
    async close() {
      setAuth(null);
      setRuntime(null);
      await running.close();
      await own.remove();
    },
  };
}

const PRELUDE = `
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.models import Session
User = get_user_model()
`;

/** A superuser, one of the staff with permissions by hand and by group, a customer, and one who may not log in. */
const USERS = `
from django.contrib.auth.hashers import make_password
password = make_password(given)
def user(name, **more):
    return User.objects.create(username=name, email=name + "@example.com", password=password, **more)
user("root", is_superuser=True, is_staff=True)
editor = user("editor", is_staff=True)
editor.user_permissions.add(Permission.objects.get(codename="change_book"))
group = Group.objects.create(name="stock")
group.permissions.add(Permission.objects.get(codename="view_author"), Permission.objects.get(codename="change_book"))
editor.groups.add(group)
user("customer")
user("gone", is_active=False)
`;
