import type { DateTime } from "django-fastapi-bridge/orm";
import { expectType } from "../types/support/expect.ts";
import { functions } from "./project/django-generated/shop.ts";
import type { Address, Line, LineInput, Movie, Product, Size } from "./project/django-generated/shop.ts";

// What annotations become. Checked by `tsc -p .`; nothing here runs.

export async function scalars(): Promise<void> {
  expectType<null>()(await functions.noop());
  expectType<[boolean, number, number, string, Uint8Array]>()(
    await functions.primitives(true, 1, 1.5, "text", new Uint8Array()),
  );
  expectType<[DateTime, string, string, string]>()(
    await functions.moments(new Date(), "2026-01-02", "03:04", "P1D"),
  );
  expectType<string>()(await functions.decimal("1.50"));
  expectType<string>()(await functions.decimal(2));
  expectType<string>()(await functions.identifier("00000000-0000-0000-0000-000000000000"));
  // @ts-expect-error -- a date is a string
  await functions.moments(new Date(), new Date(), "03:04", "P1D");
  // @ts-expect-error -- an int is a number
  await functions.primitives(true, "1", 1.5, "text", new Uint8Array());
}

export async function compound(): Promise<void> {
  expectType<string | null>()(await functions.optional());
  expectType<string | null>()(await functions.optional(null));
  expectType<Record<string, string[]>>()(await functions.containers(["1", 2], { one: 1 }));
  expectType<Size>()(await functions.choices("fast", "s"));
  // @ts-expect-error -- one of the literals
  await functions.choices("faster", "s");
  // @ts-expect-error -- one of the enum's values
  await functions.choices("fast", "SMALL");
  expectType<number[]>()(await functions.pages());
  expectType<number>()(await functions.later(1));
  expectType<unknown>()(await functions.unannotated({ any: "thing" }));
}

export async function structures(line: Line, product: Product): Promise<void> {
  expectType<Movie>()(await functions.typed_dict({ title: "Alien" }));
  expectType<string | undefined>()((await functions.typed_dict({})).released);
  const input: LineInput = { product: "a", price: 1, parts: [{ product: "b", price: "2" }] };
  expectType<Line>()(await functions.data_class(input));
  expectType<Line>()(await functions.data_class(line));
  expectType<Line[]>()(line.parts);
  // @ts-expect-error -- no field of it
  await functions.data_class({ product: "a", price: 1, colour: "red" });
  // @ts-expect-error -- a field without a default
  await functions.data_class({ product: "a" });
  expectType<[x: number, y: number]>()(await functions.named_tuple([1, 2]));
  expectType<Address>()(await functions.pydantic_model({ street: "a", since: new Date() }));
  expectType<DateTime | null>()((await functions.pydantic_model({ street: "a" })).since);
  expectType<Product>()(await functions.instance(product));
  // @ts-expect-error -- a row, not its key
  await functions.instance(1);
}

export async function places(signal: AbortSignal): Promise<void> {
  expectType<string>()(await functions.places(1, "b", 2, 3, { flag: true }));
  expectType<number>()(await functions.renamed({ total: 1 }));
  // @ts-expect-error -- by name only
  await functions.renamed(1);
  // @ts-expect-error -- the name without a default
  await functions.renamed({ note: "" });
  expectType<number>()(await functions.sleep.with({ signal, deadline: 100 })(1));
  // @ts-expect-error -- the same arguments
  await functions.sleep.with({ deadline: 100 })("1");
}
