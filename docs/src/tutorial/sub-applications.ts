import { api, FastAPI } from "django-fastapi-bridge";

const partners = new FastAPI({ title: "For partners", version: "2.0.0" });
partners.get("/prices", () => ({ dune: "9.99" }));

// It has a document and docs pages of its own: /partners/openapi.json, /partners/docs.
api.mount("/partners", partners);
