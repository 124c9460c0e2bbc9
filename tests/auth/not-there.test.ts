import { afterEach, expect, test } from "vitest";
import { auth, createAuth, setAuth } from "../../src/auth/runtime.ts";
import { AuthNotInstalled, AuthNotStarted, SessionsUnsupported } from "../../src/errors/auth.ts";
import { unavailableBridge } from "../../src/manifest/unavailable-bridge.ts";

const secrets = { secretKey: "k", secretKeyFallbacks: [] };
const bridge = unavailableBridge("this is a test");

afterEach(() => setAuth(null));

test("before the project is known", () => {
  expect(() => auth()).toThrow(AuthNotStarted);
});

test("a project without users", () => {
  const made = createAuth({ auth: null, settings: {}, models: [] }, secrets, bridge);
  expect(() => made.users).toThrow(AuthNotInstalled);
});

test.each([
  [{ SESSION_SERIALIZER: "project.PickleSerializer" }, /SESSION_SERIALIZER is "project.PickleSerializer"/],
  [{ SESSION_ENGINE: "django.contrib.sessions.backends.cache" }, /which needs Python/],
])("sessions that cannot be read here: %o", (settings, message) => {
  const made = createAuth({ auth: null, settings, models: [] }, secrets, bridge);
  expect(() => made.sessions).toThrow(SessionsUnsupported);
  expect(() => made.sessions).toThrow(message);
});
