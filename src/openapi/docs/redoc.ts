import { hashedName } from "./asset-store.ts";
import { renderPage } from "./html.ts";

/** What the browser has, where ReDoc would ask Google for fonts. */
const FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

export interface RedocOptions {
  readonly title: string;
  readonly openapiUrl: string;
  readonly assetsUrl: string;
}

export async function redocPage({ title, openapiUrl, assetsUrl }: RedocOptions): Promise<string> {
  return renderPage({
    title: `${title} - ReDoc`,
    favicon: `${assetsUrl}/${await hashedName("favicon.svg")}`,
    stylesheets: [`${assetsUrl}/${await hashedName("docs.css")}`],
    scripts: [
      `${assetsUrl}/${await hashedName("redoc.standalone.js")}`,
      `${assetsUrl}/${await hashedName("redoc-init.js")}`,
    ],
    body: '<div id="redoc"></div>',
    config: {
      url: openapiUrl,
      options: { theme: { typography: { fontFamily: FONTS, headings: { fontFamily: FONTS } } } },
    },
  });
}
