import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reverseNatively } from "../../src/contrib/shortcuts/reverse-natively.ts";
import { describeProject } from "../../src/django/describe.ts";
import { startPython } from "../../src/django/python-process.ts";
import { WorkerPool } from "../../src/django/worker/worker-pool.ts";
import type { Manifest } from "../../src/manifest/schema.ts";
import { exampleContext } from "../support/example-context.ts";
import { djangoPython } from "../support/python.ts";
import { SmallProject } from "../support/small-project.ts";

const URLS = `from django.urls import include, path, re_path, register_converter
from django.urls.converters import StringConverter

from shop import views


class Upper(StringConverter):
    def to_url(self, value):
        return value.upper()


register_converter(Upper, "upper")

nested = ([path("<slug:slug>/", views.page, name="detail")], "books")

urlpatterns = [
    path("page/", views.page, name="page"),
    path("n/<int:number>/", views.page, name="number"),
    path("t/<str:text>/end/", views.page, name="text"),
    path("u/<uuid:key>/", views.page, name="key"),
    path("f/<path:rest>", views.page, name="file"),
    path("100/<int:a>/<int:b>/", views.page, name="two"),
    path("100%/<int:a>/", views.page, name="percent"),
    path("both/<int:number>/", views.page, name="both"),
    path("both/<slug:word>/", views.page, name="both"),
    path("mixed/<upper:word>/", views.page, name="mixed"),
    path("mixed-slug/<slug:word>/", views.page, name="mixed"),
    re_path(r"^re/(?P<year>[0-9]{4})/$", views.page, name="year"),
    path("c/<int:category>/", include(nested, namespace="inner")),
    path("/<path:rest>", views.page, name="slashes"),
]
`;

const CASES: readonly (readonly [
  name: string,
  args: readonly unknown[] | Record<string, unknown>,
  native: boolean,
])[] = [
  ["page", [], true],
  ["number", [5], true],
  ["number", { number: 5 }, true],
  ["number", { number: "007" }, true],
  ["text", ["a b\u00e9?#%&+=@:;,!'()*~$[]"], true],
  ["key", ["00000000-0000-0000-0000-00000000000a"], true],
  ["file", ["a/b c.txt"], true],
  ["two", [1, 2], true],
  ["two", { b: 2, a: 1 }, true],
  ["both", { word: "w" }, true],
  ["both", [7], true],
  ["inner:detail", [3, "s-1"], true],
  ["slashes", ["x"], true],
  ["mixed", ["w"], false],
  ["year", [2024], false],
  ["number", [-1], false],
  ["number", [1.5], false],
  ["number", [], false],
  ["number", { other: 1 }, false],
  ["text", ["a/b"], false],
  ["text", [true], false],
  ["percent", [1], false],
  ["no such", [], false],
];

describe.skipIf(djangoPython === null)("reverse() without Python answers what Django does", () => {
  let project: SmallProject;
  let manifest: Manifest;
  let pool: WorkerPool;
  beforeAll(async () => {
    project = new SmallProject();
    project.write("config/urls.py", URLS);
    const context = await exampleContext({ dir: project.dir, settingsModule: "config.settings" });
    ({ manifest } = await describeProject(context));
    pool = new WorkerPool({
      start: () => startPython(context, { name: "worker", args: ["worker"], pipes: 2 }),
      size: 1,
    });
  });
  afterAll(async () => {
    await pool.close();
    project.remove();
  });

  test.each(CASES)("%s %j", async (name, args, native) => {
    const known = reverseNatively(manifest, name, args);
    expect(known !== null).toBe(native);
    if (known === null) return;
    const params = Array.isArray(args) ? { args, kwargs: {} } : { args: [], kwargs: args as never };
    expect(known).toBe((await pool.request("reverse", { name, ...params })).url);
  });

  test("with a prefix of the deployment's, Django is asked", () => {
    const settings = { ...manifest.settings, FORCE_SCRIPT_NAME: "/shop" };
    expect(reverseNatively({ ...manifest, settings }, "page", [])).toBe(null);
  });
});
