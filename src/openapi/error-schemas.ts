import { z } from "zod";

/** The bodies of errors, as components under FastAPI's names and titles. */
const ValidationError = z
  .object({
    loc: z.array(z.union([z.string(), z.int()])).meta({ title: "Location" }),
    msg: z.string().meta({ title: "Message" }),
    type: z.string().meta({ title: "Error Type" }),
    input: z.unknown().optional().meta({ title: "Input" }),
    ctx: z.unknown().optional().meta({ type: "object", title: "Context" }),
  })
  .meta({ id: "ValidationError" });

export const HTTP_VALIDATION_ERROR = z
  .object({ detail: z.array(ValidationError).optional() })
  .meta({ id: "HTTPValidationError" });

/** `{"detail": "Not authenticated"}`: what an HTTPException sends. */
export const HTTP_ERROR = z.object({ detail: z.unknown() }).meta({ id: "HTTPError" });
