import {
  api,
  apiKeyHeader,
  depends,
  httpBearer,
  HTTPException,
  oauth2PasswordRequestForm,
} from "django-fastapi-bridge";

const bearer = httpBearer();
const apiKey = apiKeyHeader({ name: "X-API-Key" });

const User = depends({ token: bearer }, ({ token }) => {
  if (token.credentials !== "token-of-ada") throw new HTTPException(401, "Unknown token");
  return { username: "ada" };
});

api.post("/token", { args: { login: oauth2PasswordRequestForm } }, ({ login }) => {
  if (login.password !== "byron") throw new HTTPException(400, "Incorrect username or password");
  return { access_token: `token-of-${login.username}`, token_type: "bearer" };
});

api.get("/me", { args: { user: User } }, ({ user }) => user);
api.get("/stock", { args: { key: apiKey } }, ({ key }) => ({ key_length: key.length }));
