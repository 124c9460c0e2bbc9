import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { generateModels } from "../../src/codegen/generate.ts";
import { generatedDigest } from "../../src/codegen/header.ts";
import { UnsafeInteger } from "../../src/errors/field-value.ts";
import { ObjectDoesNotExist } from "../../src/errors/orm.ts";
import {
  PythonArgumentInvalid,
  PythonError,
  PythonTimeout,
  PythonWorkerDied,
} from "../../src/errors/python.ts";
import { TransactionManagementError } from "../../src/errors/transaction.ts";
import { DateTime } from "../../src/orm/fields/datetime.ts";
import { atomic } from "../../src/orm/transaction/atomic.ts";
import { call } from "../../src/python/call.ts";
import { djangoPython } from "../support/python.ts";
import { Product, functions } from "./project/django-generated/shop.ts";
import { openFunctionsProject } from "./project.ts";
import type { FunctionsProject } from "./project.ts";

class Undone extends Error {}

describe.skipIf(djangoPython === null)("exposed functions", () => {
  let project: FunctionsProject;
  beforeAll(async () => {
    project = await openFunctionsProject();
  });
  afterAll(() => project.close());

  test("the generated module is today's", () => {
    const written = readFileSync(join(import.meta.dirname, "project/django-generated/shop.ts"), "utf8");
    const today = generateModels(project.manifest).get("shop.ts") as string;
    expect(generatedDigest(written)).toBe(generatedDigest(today));
    expect(project.manifest.warnings).toEqual([]);
  });

  describe("values there and back", () => {
    test("scalars", async () => {
      const bytes = new Uint8Array([0, 255]);
      expect(await functions.primitives(true, 1, 2, "text\u{1F40D}", bytes)).toEqual([
        true,
        1,
        2,
        "text\u{1F40D}",
        bytes,
      ]);
      expect(await functions.decimal("1.50")).toBe("3.00");
      expect(await functions.identifier("00000000-0000-0000-0000-00000000000A")).toBe(
        "00000000-0000-0000-0000-00000000000a",
      );
      expect(await functions.noop()).toBe(null);
    });

    test("moments keep their microseconds", async () => {
      const at = new DateTime(Date.UTC(2026, 0, 2, 3, 4, 5, 678), 901);
      const [datetime, date, time, duration] = await functions.moments(
        at,
        "2026-01-02",
        "03:04:05.000001",
        "P1DT2H",
      );
      expect(datetime).toBeInstanceOf(DateTime);
      expect(datetime.toISOString()).toBe(at.toISOString());
      expect([date, time, duration]).toEqual(["2026-01-02", "03:04:05.000001", "P1DT02H00M00S"]);
    });

    test("containers, literals and enums", async () => {
      expect(await functions.optional()).toBe(null);
      expect(await functions.optional(1)).toBe("1");
      expect(await functions.containers(["1", "2.50"], { seven: 7 })).toEqual({ 7: ["1", "2.50"] });
      expect(await functions.choices("slow", "s")).toBe("l");
      expect(await functions.pages()).toEqual([1, 2]);
    });

    test("structures", async () => {
      expect(await functions.typed_dict({ released: "2026-01-02" })).toEqual({ released: "2026-01-02" });
      const line = await functions.data_class({
        product: "a",
        price: "1.50",
        parts: [{ product: "b", price: 1 }],
      });
      expect(line).toEqual({ product: "a", price: "3.00", parts: [{ product: "b", price: "1", parts: [] }] });
      expect(await functions.named_tuple([1, 2])).toEqual([2, 1]);
      const { since } = await functions.pydantic_model({ street: "a", since: "2026-01-02T03:04:05Z" });
      expect(since?.toISOString()).toContain("2026-01-02T03:04:05");
    });

    test("rows are rows, and QuerySets arrive unevaluated", async () => {
      const made = await functions.make_product("chair", "19.90");
      expect(made).toBeInstanceOf(Product);
      expect(await Product.objects.get({ id: made.id })).toMatchObject({ name: "chair", price: "19.90" });
      expect((await functions.instance(made)).price).toBe("39.80");
      expect(await functions.queryset(Product.objects.filter({ id: made.id }))).toEqual(["chair"]);
      expect(await functions.later()).toBe(await Product.objects.count());
    });

    test("an integer that a number would round is an error", async () => {
      await expect(functions.huge()).rejects.toThrow(UnsafeInteger);
    });
  });

  test("arguments by position and by name", async () => {
    expect(await functions.places(1, undefined, {})).toBe("(1, 'b', (), False)");
    expect(await functions.places(1, "x", 2, 3, { flag: true })).toBe("(1, 'x', (2, 3), True)");
    await expect(functions.places(1, undefined, 2, {})).rejects.toThrow(PythonArgumentInvalid);
    expect(await functions.renamed({ total: 5 })).toBe(5);
    const made = await functions.make_product("a", undefined, {});
    expect(made.price).toBe("1.00");
    expect(await call("shop.functions.decimal", { value: "2" })).toBe("4");
    expect(await call("math.hypot", [3, 4])).toBe(5);
  });

  test("what has no form in Python is refused before Python is asked", async () => {
    await expect(functions.unannotated(() => 1)).rejects.toThrow(PythonArgumentInvalid);
    await expect(functions.unannotated(new Map())).rejects.toThrow(/type Map cannot be passed/);
  });

  describe("exceptions", () => {
    test("of the project's own, with their bases and their place", async () => {
      const error = await functions.fail("own").catch((failure: unknown) => failure);
      expect(error).toBeInstanceOf(PythonError);
      const { pythonType, traceback, message } = error as PythonError;
      expect([pythonType, message]).toEqual(["shop.functions.OutOfStockError", "no more of it"]);
      expect((error as PythonError).isInstance("builtins.ValueError")).toBe(true);
      expect(traceback).toMatch(/functions\.py", line \d+, in fail/);
      expect(traceback).not.toContain("django_fastapi/worker");
    });

    test("of Django's are the classes that are here", async () => {
      await expect(functions.fail("missing")).rejects.toThrow(ObjectDoesNotExist);
      await expect(functions.fail("validation")).rejects.toMatchObject({
        code: "VALIDATION_ERROR",
        messageDict: { name: ["too short"] },
      });
    });
  });

  describe("what goes wrong around a call", () => {
    const pid = (): Promise<number> => functions.sleep(0);
    // Both workers are idle and known to answer.
    beforeEach(() => Promise.all([pid(), pid()]));

    test("a deadline ends the worker, and the next call has another", async () => {
      const before = await pid();
      await expect(functions.sleep.with({ deadline: 100 })(30)).rejects.toThrow(PythonTimeout);
      expect(await Promise.all([pid(), pid(), pid()])).toHaveLength(3);
      expect(before).toBeGreaterThan(0);
    });

    test("a caller that goes away has its error at once, and the worker is free again", async () => {
      const gone = new AbortController();
      const running = functions.sleep.with({ signal: gone.signal })(30);
      setTimeout(() => gone.abort(new Undone()), 50);
      const start = performance.now();
      await expect(running).rejects.toThrow(Undone);
      expect(performance.now() - start).toBeLessThan(1_000);
      expect(await Promise.all([functions.decimal(1), functions.decimal(2)])).toEqual(["2", "4"]);
    });

    test("os._exit() in the middle: that call fails, others go on", async () => {
      const [died, other] = await Promise.allSettled([functions.die(), functions.sleep(0.2)]);
      expect(died).toMatchObject({ status: "rejected", reason: expect.any(PythonWorkerDied) as unknown });
      expect(other.status).toBe("fulfilled");
      expect(await functions.decimal(1)).toBe("2");
    });

    test("a function that prints, to the descriptor too, breaks no frame", async () => {
      expect(await functions.noisy()).toBe("done");
      expect(await functions.decimal(1)).toBe("2");
      await expect.poll(() => project.output.join("\n")).toContain("a line that is no frame");
    });

    test("1,000 calls at once over two workers", async () => {
      const answers = await Promise.all(
        Array.from({ length: 1_000 }, (_, index) => functions.decimal(index)),
      );
      expect(answers).toEqual(Array.from({ length: 1_000 }, (_, index) => String(index * 2)));
    });
  });

  describe("transactions", () => {
    const named = (name: string) => Product.objects.filter({ name });

    test("of the function's own: an exception leaves nothing behind", async () => {
      await expect(functions.make_product("undone", 1, { fail: true })).rejects.toThrow("undone");
      expect(await named("undone").count()).toBe(0);
    });

    test("the one around: its rows are seen, and a rollback undoes both sides", async () => {
      const block = atomic(
        async () => {
          await functions.make_product("inside", "2.00");
          expect(await named("inside").count()).toBe(1);
          expect(await functions.queryset(named("inside"))).toEqual(["inside"]);
          throw new Undone();
        },
        { python: true },
      );
      await expect(block).rejects.toThrow(Undone);
      expect(await named("inside").count()).toBe(0);
    });

    test("a native block refuses, or lets the call run outside of it", async () => {
      await atomic(async () => {
        await expect(functions.noop()).rejects.toThrow(TransactionManagementError);
        expect(await functions.decimal.with({ transaction: "outside" })(1)).toBe("2");
      });
    });
  });
});
