import { api } from "django-fastapi-bridge";

api.configure({
  title: "Bookshop",
  summary: "Books, and who buys them",
  version: "3.1.0",
  contact: { name: "The shop", email: "shop@example.com" },
  licenseInfo: { name: "MIT", identifier: "MIT" },
  openapiTags: [{ name: "books", description: "What is on the **shelves**" }],
  docsUrl: "/documentation",
  redocUrl: null,
  swaggerUiParameters: { docExpansion: "none" },
});

api.get("/books", { tags: ["books"], openapiExtra: { "x-audience": "partners" } }, () => []);
api.get("/internal", { includeInSchema: false }, () => null);

// Extends the document.
const original = api.openapi;
api.openapi = () => ({ ...original(), "x-logo": { url: "/static/logo.svg" } });

api.get("/about-the-document", { includeInSchema: false }, () => {
  const { info, tags, paths, "x-logo": logo } = api.openapi();
  return { info, tags, paths: Object.keys(paths as object), logo };
});
