/**
 * The pages' own scripts, as files of their own: pages without inline scripts can have a strict Content-Security-Policy.
 * What differs from page to page is in `<script type="application/json" id="config">`, which is data.
 */
export const SWAGGER_UI_SCRIPT = `
const readConfig = (page) => JSON.parse(page.getElementById("config").textContent);
const { parameters, initOAuth, csrf } = readConfig(document);
// The token that belongs to the client's cookie now: logging in from this page changes it.
const currentToken = async () => {
  const cookies = document.cookie.split("; ").map((pair) => pair.split("="));
  const cookie = cookies.find(([name]) => name === csrf.cookie);
  if (cookie) return cookie[1];
  const page = await (await fetch(window.location.href, { cache: "no-store" })).text();
  return readConfig(new DOMParser().parseFromString(page, "text/html")).csrf.token;
};
const requestInterceptor = async (request) => {
  const safe = ["GET", "HEAD", "OPTIONS", "TRACE"].includes((request.method || "GET").toUpperCase());
  const own = new URL(request.url, window.location.href).origin === window.location.origin;
  if (csrf && own && !safe) request.headers[csrf.header] = await currentToken();
  return request;
};
if (parameters.oauth2RedirectUrl)
  parameters.oauth2RedirectUrl = new URL(parameters.oauth2RedirectUrl, window.location.href).href;
// Without a choice in the page Swagger UI asks for anything ("accept: */*"): here for what the response says it is.
const AcceptOfResponse = () => ({
  statePlugins: {
    oas3: {
      wrapSelectors: {
        responseContentType: (original, system) => (state, path, method) => {
          const responses = system.getSystem().specSelectors.specJson().getIn(["paths", path, method, "responses"]);
          const successful = responses && responses.find((_, status) => status.startsWith("2"));
          const content = successful && successful.get("content");
          return original(state, path, method) || (content ? content.keySeq().first() : undefined);
        },
      },
    },
  },
});
const ui = SwaggerUIBundle({
  ...parameters,
  requestInterceptor,
  plugins: [AcceptOfResponse],
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIBundle.SwaggerUIStandalonePreset],
});
if (initOAuth) ui.initOAuth(initOAuth);
window.ui = ui;
`;

export const REDOC_SCRIPT = `
const { url, options } = JSON.parse(document.getElementById("config").textContent);
Redoc.init(url, options, document.getElementById("redoc"));
`;

/** What both pages leave to whoever embeds them. */
export const STYLESHEET = "body { margin: 0; }\n";

/** A page's icon: a bolt on Django's green. */
export const FAVICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0c4b33"/><path d="M18.5 4 8 18h6.5L13 28l11-14.5h-6.8z" fill="#7be0ad"/></svg>`;
