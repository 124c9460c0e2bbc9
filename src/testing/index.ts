export { TestClient, type TestClientOptions } from "./test-client.ts";
export type { TestRequestInit } from "./test-request.ts";
export type { CookieJar } from "./cookie-jar.ts";
