import { api, EventSourceResponse, StreamingResponse } from "django-fastapi-bridge";
import { z } from "zod";

const Tick = z.object({ n: z.int() });

// Each value is a line of JSON, checked and filtered by the schema, sent as it comes.
api.get("/ticks", { response: Tick }, async function* () {
  for (let n = 1; n <= 3; n++) yield { n, internal: true };
});

// The same as Server-Sent Events.
api.get("/events", { response: Tick, responseClass: EventSourceResponse }, async function* () {
  yield { n: 1 };
  yield { n: 2 };
});

// Any text or bytes.
function* report(): Generator<string> {
  yield "title,stock\n";
  yield "Dune,3\n";
}
api.get("/report.csv", () => new StreamingResponse(report(), { mediaType: "text/csv" }));
