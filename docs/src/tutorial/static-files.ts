import { api, StaticFiles } from "django-fastapi-bridge";

const site = new URL("./site/", import.meta.url);

// The files of a directory, below a path.
api.mount("/static", new StaticFiles({ directory: new URL("assets", site) }), { name: "static" });

// A front end's build, wherever nothing else has the path.
api.frontend("/", { directory: site });

api.get("/books", () => [{ title: "Dune" }]);
api.get("/script-url", () => api.urlPathFor("static", { path: "shop.js" }));
