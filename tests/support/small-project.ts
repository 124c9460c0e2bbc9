import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { djangoPython } from "./python.ts";

/** A Django project of one app in a folder of its own, to be broken and mended. */
export class SmallProject {
  readonly dir = mkdtempSync(join(tmpdir(), "bridge-dev-"));

  constructor() {
    for (const [path, source] of Object.entries(FILES)) this.write(path, source);
    const migrated = spawnSync(
      djangoPython as string,
      ["manage.py", "migrate", "--run-syncdb", "--verbosity", "0"],
      {
        cwd: this.dir,
        encoding: "utf8",
      },
    );
    if (migrated.status !== 0) throw new TypeError(`migrate failed:\n${migrated.stderr}`);
  }

  write(path: string, source: string): void {
    const file = join(this.dir, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, source);
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** The API at a version, which its answers carry. */
export function apiSource(version: number): string {
  return `import { api } from "django-fastapi-bridge";
import { Item } from "#django/shop";

api.get("/version", () => ({ version: ${version} }));
api.get("/items", () => Item.objects.all());
api.get("/crash", () => process.exit(7));
`;
}

export function viewsSource(version: number): string {
  return `from django.http import HttpResponse


def page(request):
    return HttpResponse("django page ${version}")
`;
}

export function modelsSource(fields: readonly string[]): string {
  return `from django.db import models


class Item(models.Model):
    name = models.CharField(max_length=50)
${fields.map((field) => `    ${field}\n`).join("")}`;
}

const FILES: Readonly<Record<string, string>> = {
  "manage.py": `import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

if __name__ == "__main__":
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
`,
  "config/__init__.py": "",
  "config/settings.py": `from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = "not-a-secret-of-anybody"
DEBUG = True
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "shop"]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
ROOT_URLCONF = "config.urls"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
USE_TZ = True

from config.local import *
`,
  "config/local.py": "",
  "config/urls.py": `from django.urls import path

from shop import views

urlpatterns = [path("page/", views.page)]
`,
  "shop/__init__.py": "",
  "shop/models.py": modelsSource([]),
  "shop/views.py": viewsSource(0),
  "shop/api.ts": apiSource(0),
};
