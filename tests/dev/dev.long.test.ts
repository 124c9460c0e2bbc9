import { describe, test } from "vitest";
import { djangoPython } from "../support/python.ts";
import { EDITS } from "./edits.ts";
import { runEdits } from "./run-edits.ts";

describe.runIf(djangoPython !== null)("django-fastapi dev", () => {
  test("50 edits under constant requests, a third of them broken", async () => {
    // A whole number of rounds ends with everything mended, and so do the last few.
    const edits = Array.from(
      { length: 50 },
      (_, index) => EDITS[index % EDITS.length] as (typeof EDITS)[number],
    );
    await runEdits(edits);
  });
});
