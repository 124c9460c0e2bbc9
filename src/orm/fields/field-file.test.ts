import { afterEach, expect, test } from "vitest";
import { FieldFile } from "./field-file.ts";
import { setValueSettings } from "./project.ts";

afterEach(() => setValueSettings(null));

// FileSystemStorage.url: urljoin(base_url, filepath_to_uri(name))
test.each([
  ["/media/", "covers/a b.png", "/media/covers/a%20b.png"],
  ["/media/", "ü/100%.svg", "/media/%C3%BC/100%25.svg"],
  ["https://cdn.example.com/m", "a'(1)~*!.txt", "https://cdn.example.com/m/a'(1)~*!.txt"],
  ["/media/", "back\\slash", "/media/back/slash"],
])("%s and %s", (mediaUrl, name, url) => {
  setValueSettings({ useTz: true, timeZone: "UTC", mediaUrl });
  const file = new FieldFile(name);
  expect(file.url).toBe(url);
  expect(JSON.stringify({ file })).toBe(JSON.stringify({ file: url }));
  expect(String(file)).toBe(name);
});
