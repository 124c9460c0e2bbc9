import { api } from "django-fastapi-bridge";
import { z } from "zod";

const Event = z.object({
  id: z.uuid(),
  day: z.iso.date(),
  at: z.iso.datetime({ offset: true }),
  takes: z.iso.duration(),
  price: z.string().regex(/^\d+\.\d{2}$/),
  big: z.bigint(),
  thumbnail: z.base64(),
  tags: z.set(z.string()),
});

api.post("/events", { args: { event: Event }, response: Event }, ({ event }) => event);

api.get("/days/{day}", { args: { day: z.iso.date(), urgent: z.boolean().default(false) } }, (args) => args);
