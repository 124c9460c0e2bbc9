import type { IncomingHttpHeaders } from "node:http";
import { corsFromSettings, CorsPolicy } from "../cors.ts";
import { hostChecker } from "../host.ts";
import type { ServerSettings } from "../settings.ts";

/**
 * Whether the page that asks for a WebSocket may have one. Browsers send cookies with a handshake from whatever page it
 * comes, and CORS does not stop it: without this check any site could speak as the logged-in user.
 *
 * An origin is allowed when its host is one of ALLOWED_HOSTS (`channels.security.websocket.AllowedHostsOriginValidator`),
 * or when FASTAPI_CORS_* lets it read the API with credentials. Other than there, a request without Origin is allowed:
 * it comes from no page.
 */
export function originChecker(settings: ServerSettings): (headers: IncomingHttpHeaders) => boolean {
  const isAllowedHost = hostChecker(settings);
  const corsOptions = corsFromSettings(settings);
  const cors = corsOptions?.allowCredentials === true ? new CorsPolicy(corsOptions) : null;
  return ({ origin }) => {
    if (origin === undefined) return true;
    const host = hostOf(origin);
    return (host !== null && isAllowedHost(host)) || (cors !== null && cors.allowsOrigin(origin));
  };
}

/** Null for "null" (a sandboxed frame, a file) and for what is no origin. */
function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host || null : null;
}
