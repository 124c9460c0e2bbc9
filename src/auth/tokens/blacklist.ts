import { DateTime } from "../../orm/fields/datetime.ts";
import { Manager } from "../../orm/manager.ts";
import { modelMeta } from "../../orm/runtime.ts";
import type { ModelType } from "../../orm/typing/model-type.ts";
import { runtime } from "../../orm/runtime.ts";
import { TokenError } from "../../errors/auth.ts";
import { auth } from "../runtime.ts";
import type { User } from "../users/user.ts";
import type { Claims } from "./compact.ts";

/**
 * The rows of `rest_framework_simplejwt.token_blacklist`: which tokens there are, and which of them are good no more.
 * Asked only where the app is installed.
 */

interface Row {
  readonly pk: number;
}

/** Whether a token was blacklisted (`BlacklistMixin.check_blacklist`). @throws TokenError it has no id */
export async function isBlacklisted(claims: Claims): Promise<boolean> {
  return blacklisted()
    .filter({ token__jti: idOf(claims) } as never)
    .exists();
}

/** Notes that a token is out, if it is not noted (`BlacklistMixin.outstand`). */
export async function noteToken(claims: Claims, token: string, user: User | null, now: number): Promise<Row> {
  const defaults = {
    user_id: user === null ? null : user.pk,
    token,
    created_at: moment(now),
    expires_at: moment(claims["exp"] as number),
  };
  const [row] = await outstanding().getOrCreate({ jti: idOf(claims) } as never, { defaults } as never);
  return row as unknown as Row;
}

/** Makes a token good no more (`BlacklistMixin.blacklist`). */
export async function blacklist(
  claims: Claims,
  token: string,
  user: User | null,
  now: number,
): Promise<void> {
  const row = await noteToken(claims, token, user, now);
  await blacklisted().getOrCreate({ token_id: row.pk } as never);
}

function idOf(claims: Claims): string {
  const id = claims[auth().tokens.settings.JTI_CLAIM ?? "jti"];
  if (typeof id !== "string") throw new TokenError("Token has no id");
  return id;
}

function outstanding(): Manager<ModelType> {
  return managerOf("token_blacklist.OutstandingToken");
}

function blacklisted(): Manager<ModelType> {
  return managerOf("token_blacklist.BlacklistedToken");
}

function managerOf(label: string): Manager<ModelType> {
  return new Manager<ModelType>(label, modelMeta(label).description.defaultManager);
}

/** As simplejwt stores a time: where USE_TZ is off, naive and in UTC (`datetime_from_epoch`). */
function moment(seconds: number): DateTime | string {
  const time = new DateTime(Math.floor(seconds * 1000));
  return runtime().settings["USE_TZ"] === false ? time.toISOString().replace("Z", "") : time;
}
