import { AuthenticationFailed } from "../../errors/auth.ts";
import { Manager } from "../../orm/manager.ts";
import { modelMeta } from "../../orm/runtime.ts";
import type { ModelType } from "../../orm/typing/model-type.ts";
import { isActiveUser } from "../users/is-active.ts";
import { asUser } from "../users/rows.ts";
import type { User } from "../users/user.ts";

/** The model of `rest_framework.authtoken`. */
export const AUTH_TOKEN_MODEL = "authtoken.Token";

interface TokenRow {
  readonly key: string;
  readonly user: User;
}

/**
 * The user of a key (`TokenAuthentication.authenticate_credentials`).
 *
 * @param model label of a model with `key` and `user`
 * @throws AuthenticationFailed, UnknownModel
 */
export async function userOfAuthToken(key: string, model: string): Promise<User> {
  const row = (await tokens(model)
    .filter({ key } as never)
    .selectRelated("user" as never)
    .first()) as unknown as TokenRow | null;
  if (row === null) throw new AuthenticationFailed("Invalid token.");
  const user = asUser(row.user);
  if (!(await isActiveUser(user))) throw new AuthenticationFailed("User inactive or deleted.");
  return user;
}

/**
 * The key of a user's token, made if there is none (`obtain_auth_token`); the model's own `save()` makes it, in a worker.
 *
 * @example
 * const user = await authenticate(credentials);
 * if (user === null) throw new HTTPException(400, "Unable to log in with provided credentials.");
 * return { token: await authToken(user) };
 * @throws UnknownModel "rest_framework.authtoken" is not installed; PythonUnavailable
 */
export async function authToken(user: User): Promise<string> {
  const [row] = await tokens(AUTH_TOKEN_MODEL).getOrCreate({ user_id: user.pk } as never);
  return (row as unknown as TokenRow).key;
}

function tokens(label: string): Manager<ModelType> {
  return new Manager<ModelType>(label, modelMeta(label).description.defaultManager);
}
