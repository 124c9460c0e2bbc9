import { api, file, form } from "django-fastapi-bridge";
import { z } from "zod";

// Several files under one name.
api.post("/photos", { args: { photos: file(z.array(z.file()).max(3)) } }, ({ photos }) =>
  photos.map(({ filename, contentType, size }) => ({ filename, contentType, size })),
);

// A file that may be missing.
api.post(
  "/note",
  { args: { text: form(z.string()), scan: file(z.file().optional()) } },
  ({ text, scan }) => ({
    text,
    scan: scan?.filename ?? null,
  }),
);

// A form as a model: what is not in it is refused.
const Address = z.strictObject({ street: z.string(), zip: z.string().regex(/^\d{5}$/) });
api.post("/address", { args: { address: form(Address) } }, ({ address }) => address);
