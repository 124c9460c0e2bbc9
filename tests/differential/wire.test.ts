import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { WireTags, WireValue } from "../../src/manifest/wire.ts";
import { DateTime } from "../../src/orm/fields/datetime.ts";
import { Range } from "../../src/orm/fields/range.ts";
import { fromWire } from "../../src/orm/fields/wire.ts";
import { valueToWire } from "../../src/orm/query/wire.ts";
import { askPython, djangoPython } from "../support/python.ts";

/** One value in Python, in wire form and in TypeScript. */
interface Sample<Tag extends keyof WireTags> {
  readonly python: string;
  readonly payload: WireTags[Tag];
  readonly typescript: unknown;
}

/** A tag without a sample does not compile. */
const SAMPLES: { readonly [Tag in keyof WireTags]: readonly Sample<Tag>[] } = {
  decimal: [
    { python: 'Decimal("1.50")', payload: "1.50", typescript: "1.50" },
    { python: 'Decimal("-0.0000001")', payload: "-0.0000001", typescript: "-0.0000001" },
  ],
  datetime: [
    {
      python: "datetime.datetime(2026, 1, 2, 3, 4, 5, 678901, datetime.timezone.utc)",
      payload: "2026-01-02T03:04:05.678901+00:00",
      typescript: new DateTime(Date.UTC(2026, 0, 2, 3, 4, 5, 678), 901),
    },
    {
      python: "datetime.datetime(2026, 1, 2, 3, 4, 5, 6)",
      payload: "2026-01-02T03:04:05.000006",
      typescript: "2026-01-02T03:04:05.000006",
    },
  ],
  date: [{ python: "datetime.date(1, 1, 2)", payload: "0001-01-02", typescript: "0001-01-02" }],
  time: [{ python: "datetime.time(3, 4, 5, 6)", payload: "03:04:05.000006", typescript: "03:04:05.000006" }],
  duration: [
    {
      python: "datetime.timedelta(days=-1, microseconds=5)",
      payload: "-P0DT23H59M59.999995S",
      typescript: "-P0DT23H59M59.999995S",
    },
  ],
  uuid: [
    {
      python: "uuid.UUID(int=5)",
      payload: "00000000-0000-0000-0000-000000000005",
      typescript: "00000000-0000-0000-0000-000000000005",
    },
  ],
  bytes: [{ python: 'b"\\x00\\xff"', payload: "AP8=", typescript: new Uint8Array([0, 255]) }],
  int: [{ python: "2**53", payload: "9007199254740992", typescript: 9007199254740992n }],
  float: [
    { python: 'float("inf")', payload: "inf", typescript: Number.POSITIVE_INFINITY },
    { python: 'float("nan")', payload: "nan", typescript: Number.NaN },
  ],
  tuple: [{ python: "(1, None)", payload: [1, null], typescript: [1, null] }],
  set: [{ python: '{"a"}', payload: ["a"], typescript: ["a"] }],
  dict: [
    { python: '{1: "a"}', payload: [[1, "a"]], typescript: { 1: "a" } },
    { python: '{"$": "a"}', payload: [["$", "a"]], typescript: { $: "a" } },
  ],
  instance: [
    {
      python: 'ContentType(id=1, app_label="a", model="b")',
      payload: { model: "contenttypes.ContentType", values: { id: 1, app_label: "a", model: "b" } },
      typescript: { id: 1, app_label: "a", model: "b" },
    },
  ],
  range: [
    {
      python: 'Range(1, None, "[)")',
      payload: { lower: 1, upper: null, bounds: "[)", empty: false },
      typescript: new Range<unknown>(1, null, "[)"),
    },
    {
      python: "Range(empty=True)",
      payload: { lower: null, upper: null, bounds: null, empty: true },
      typescript: Range.empty(),
    },
  ],
};

const samples = Object.entries(SAMPLES).flatMap(([tag, all]) =>
  all.map((sample: Sample<keyof WireTags>) => ({
    ...sample,
    wire: { $: tag, v: sample.payload as WireValue },
  })),
);

const PREPARE = `
import datetime, uuid
from decimal import Decimal
sys.path.insert(0, ${JSON.stringify(fileURLToPath(new URL("../../python", import.meta.url)))})
from django.conf import settings
settings.configure(INSTALLED_APPS=["django.contrib.contenttypes"], USE_TZ=True)
import django
django.setup()
from django.contrib.contenttypes.models import ContentType
from django_fastapi.wire import TAGS, decode, encode
try:
    from psycopg.types.range import Range
except ImportError:
    Range = None
`;

describe("wire values in TypeScript", () => {
  test.each(samples)("$python is read", ({ wire, typescript }) => {
    expect(fromWire(wire)).toEqual(typescript);
  });
});

describe.skipIf(djangoPython === null)("wire values in Python", () => {
  test("it knows the same tags", () => {
    expect(askPython(`${PREPARE}answer = sorted(TAGS)`, null)).toEqual(Object.keys(SAMPLES).sort());
  });

  test("it writes each, and reads what it wrote", () => {
    const known = samples.filter(({ wire }) => wire.$ !== "range" || hasPsycopg());
    const answer = askPython(
      `${PREPARE}answer = [[encode(eval(python)), encode(decode(wire))] for python, wire in given]`,
      known.map(({ python, wire }) => [python, wire]),
    );
    expect(answer).toEqual(known.map(({ wire }) => [wire, wire]));
  });

  test("it reads what TypeScript sends", () => {
    const sent = [
      new DateTime(Date.UTC(2026, 0, 2, 3, 4, 5, 678), 901),
      new Date(Date.UTC(2026, 0, 2)),
      new Uint8Array([0, 255]),
      12345678901234567890n,
      Number.NEGATIVE_INFINITY,
      { $: 1 },
      ["ü", null, true, 1.5],
    ].map(valueToWire);
    expect(askPython(`${PREPARE}answer = [repr(decode(wire)) for wire in given]`, sent)).toEqual([
      "datetime.datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=datetime.timezone.utc)",
      "datetime.datetime(2026, 1, 2, 0, 0, tzinfo=datetime.timezone.utc)",
      "b'\\x00\\xff'",
      "12345678901234567890",
      "-inf",
      "{'$': 1}",
      "['ü', None, True, 1.5]",
    ]);
  });
});

/** Ranges are psycopg's; a project without PostgreSQL has none. */
function hasPsycopg(): boolean {
  return askPython(`${PREPARE}answer = Range is not None`, null) === true;
}
