import { hashedName } from "./asset-store.ts";
import type { DocsToken } from "./csrf.ts";
import { renderPage } from "./html.ts";

/** FastAPI's `swagger_ui_default_parameters`; and no validator of others asked about a private document. */
const DEFAULT_PARAMETERS = {
  dom_id: "#swagger-ui",
  layout: "BaseLayout",
  deepLinking: true,
  showExtensions: true,
  showCommonExtensions: true,
  validatorUrl: null,
};

export interface SwaggerUiOptions {
  readonly title: string;
  readonly openapiUrl: string;
  /** URL of the folder that the page's files are below. */
  readonly assetsUrl: string;
  readonly oauth2RedirectUrl: string | null;
  /** Swagger UI's own, over the defaults. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly initOAuth: Readonly<Record<string, unknown>>;
  /** Null where no operation goes by Django's session. */
  readonly csrf: DocsToken | null;
}

export async function swaggerUiPage(options: SwaggerUiOptions): Promise<string> {
  const url = async (file: Parameters<typeof hashedName>[0]): Promise<string> =>
    `${options.assetsUrl}/${await hashedName(file)}`;
  const { oauth2RedirectUrl } = options;
  return renderPage({
    title: `${options.title} - Swagger UI`,
    favicon: await url("favicon.svg"),
    stylesheets: [await url("swagger-ui.css"), await url("docs.css")],
    scripts: [await url("swagger-ui-bundle.js"), await url("swagger-ui-init.js")],
    body: '<div id="swagger-ui"></div>',
    config: {
      parameters: {
        ...DEFAULT_PARAMETERS,
        ...options.parameters,
        url: options.openapiUrl,
        ...(oauth2RedirectUrl !== null && { oauth2RedirectUrl }),
      },
      initOAuth: Object.keys(options.initOAuth).length > 0 ? options.initOAuth : null,
      csrf: options.csrf,
    },
  });
}

/** Where an OAuth2 provider sends the browser back to: hands the answer to the page that opened it. */
export async function oauth2RedirectPage(assetsUrl: string): Promise<string> {
  return renderPage({
    title: "Swagger UI: OAuth2 redirect",
    favicon: `${assetsUrl}/${await hashedName("favicon.svg")}`,
    stylesheets: [],
    scripts: [`${assetsUrl}/${await hashedName("oauth2-redirect.js")}`],
    body: "",
    config: null,
  });
}
