import type { HttpResponse } from "../../api/http.ts";
import type { Exchange } from "../exchange.ts";
import { detailResponse } from "../refusals.ts";
import type { MakePart } from "./part.ts";
import { settingPattern } from "./setting-pattern.ts";

/**
 * `django.middleware.common.CommonMiddleware`: whom it refuses and what it redirects. The host is checked before, and
 * slashes are the router's: it knows which paths are the API's.
 */
export const common: MakePart = (settings) => {
  const refused = settings.DISALLOWED_USER_AGENTS.map((pattern) =>
    settingPattern("DISALLOWED_USER_AGENTS", pattern, "API requests would be answered that Django refuses"),
  );
  const { PREPEND_WWW } = settings;
  if (refused.length === 0 && !PREPEND_WWW) return {};
  return {
    answer(exchange) {
      const agent = exchange.incoming.headers["user-agent"];
      if (agent !== undefined && refused.some((pattern) => pattern.test(agent)))
        return detailResponse(403, "Forbidden");
      return PREPEND_WWW && !exchange.host.startsWith("www.") ? redirectToWww(exchange) : null;
    },
  };
};

function redirectToWww({ scheme, host, incoming }: Exchange): HttpResponse {
  const location = `${scheme}://www.${host}${incoming.url as string}`;
  return { status: 301, headers: [["location", location]], body: null };
}
