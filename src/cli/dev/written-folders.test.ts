import { expect, test } from "vitest";
import type { Manifest } from "../../manifest/schema.ts";
import { writtenFolders } from "./written-folders.ts";

const manifest = (settings: Record<string, string | null>): Manifest =>
  ({
    settings,
    apps: [{ path: "/srv/shop/catalog" }, { path: "/usr/lib/site-packages/django/contrib/admin" }],
  }) as unknown as Manifest;

test.for<[settings: Record<string, string | null>, folders: string[]]>([
  [{ MEDIA_ROOT: "/srv/shop/media" }, ["/srv/shop/media"]],
  [{ MEDIA_ROOT: "media", STATIC_ROOT: "/srv/static/" }, ["/srv/shop/media", "/srv/static"]],
  [{ MEDIA_ROOT: "", STATIC_ROOT: null }, []],
  [{ MEDIA_ROOT: "/srv/shop" }, []],
  [{ MEDIA_ROOT: "/" }, []],
  [{ MEDIA_ROOT: "/srv/shop/catalog" }, []],
  [{ MEDIA_ROOT: "/srv/shop/catalog/media" }, ["/srv/shop/catalog/media"]],
])("%j", ([settings, folders]) => {
  expect(writtenFolders(manifest(settings), "/srv/shop")).toEqual(folders);
});
