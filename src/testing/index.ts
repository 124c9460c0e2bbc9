/// <reference types="node" preserve="true" />
export { TestClient, type TestClientOptions } from "./test-client.ts";
export type { TestRequestInit } from "./test-request.ts";
export { TestWebSocket } from "./websockets/test-web-socket.ts";
export { WebSocketRefused } from "../errors/websockets.ts";
export type { CookieJar } from "./cookie-jar.ts";
export { expectQueries } from "./expect-queries.ts";
export { QueryCountMismatch } from "../errors/testing.ts";
export { rolledBack } from "./rolled-back.ts";
export { startProject, type TestProject, type TestProjectOptions } from "./start-project.ts";
