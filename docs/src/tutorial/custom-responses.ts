import {
  api,
  EventSourceResponse,
  HTMLResponse,
  JSONResponse,
  PlainTextResponse,
  RedirectResponse,
  ServerSentEvent,
  StreamingResponse,
} from "django-fastapi-bridge";

api.get("/page", () => new HTMLResponse("<h1>Dune</h1>"));
api.get("/robots.txt", () => new PlainTextResponse("User-agent: *"));
api.get("/old", () => new RedirectResponse("/page"));

api.get("/teapot", () => {
  const response = new JSONResponse({ short: true }, { statusCode: 418, headers: { "X-Kind": "teapot" } });
  response.setCookie("seen", "1", { httpOnly: true });
  return response;
});

async function* lines() {
  for (const title of ["Dune", "Solaris"]) yield `${JSON.stringify({ title })}\n`;
}

api.get("/lines", () => new StreamingResponse(lines(), { mediaType: "application/jsonl" }));

// A generator whose values are sent as Server-Sent Events, one by one.
api.get("/events", { responseClass: EventSourceResponse }, async function* () {
  yield { stock: 3 };
  yield new ServerSentEvent({ event: "sold", data: { stock: 2 }, id: "1" });
});
