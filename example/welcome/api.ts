import { api, HTMLResponse } from "django-fastapi-bridge";
import { landingPage } from "./landing-page.ts";

const page = landingPage();

api.get("/", { includeInSchema: false }, () => new HTMLResponse(page));
