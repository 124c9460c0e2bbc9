/** A decimal number as `digits * 10^exponent`, exactly. Decimals are text here; this is their arithmetic. */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
  /** Kept apart, because "-0.00" has no negative digits. */
  readonly negative: boolean;
}

const DECIMAL = /^\s*([+-]?)(\d[\d_]*(?:\.\d*)?|\.\d+)(?:e([+-]?\d+))?\s*$/i;

/** Reads what Python's `Decimal` reads of finite numbers; null: it is none. */
export function parseDecimal(text: string): Decimal | null {
  const match = DECIMAL.exec(text);
  if (match === null) return null;
  const [, sign, number = "", power = "0"] = match;
  const [whole = "", fraction = ""] = number.replaceAll("_", "").split(".");
  const exponent = Number(power) - fraction.length;
  if (Math.abs(exponent) > 10_000) return null;
  return { digits: BigInt(`${whole}${fraction}` || "0"), exponent, negative: sign === "-" };
}

/** Exactly the number that a float is: `Decimal.from_float`. */
export function decimalOfFloat(value: number): Decimal {
  let exponent = 0;
  let scaled = Math.abs(value);
  // A float is an integer over a power of two: doubling it is exact, and so is 5^n over 10^n.
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    exponent++;
  }
  return {
    digits: BigInt(scaled) * 5n ** BigInt(exponent),
    exponent: -exponent,
    negative: value < 0 || Object.is(value, -0),
  };
}

/** "12.50", never with an exponent: Python's `format(value, "f")`. */
export function formatDecimal({ digits, exponent, negative }: Decimal): string {
  const sign = negative ? "-" : "";
  const text = digits.toString();
  if (exponent >= 0) return `${sign}${digits === 0n ? "0" : text + "0".repeat(exponent)}`;
  const padded = text.padStart(1 - exponent, "0");
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}

/** `Decimal.quantize(Decimal(1).scaleb(-places))`: half to even. */
export function quantize(value: Decimal, places: number): Decimal {
  return rescale(value, -places);
}

/** Rounds to a number of significant digits, half to even: what a `decimal.Context(prec=...)` does. */
export function toPrecision(value: Decimal, precision: number): Decimal {
  const surplus = value.digits.toString().length - precision;
  if (surplus <= 0) return value;
  const rounded = rescale(value, value.exponent + surplus);
  // 9.99 to two digits is 10.0, one digit too many again.
  return rounded.digits.toString().length > precision ? rescale(rounded, rounded.exponent + 1) : rounded;
}

/** Negative, 0 or positive, exactly. */
export function compareDecimals(one: Decimal, other: Decimal): number {
  const exponent = Math.min(one.exponent, other.exponent);
  const scaled = ({ digits, exponent: own, negative }: Decimal): bigint =>
    (negative ? -digits : digits) * 10n ** BigInt(own - exponent);
  const [left, right] = [scaled(one), scaled(other)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** How many digits there are in all, as `max_digits` counts them. */
export function digitCount({ digits, exponent }: Decimal): number {
  return Math.max(digits.toString().length, exponent < 0 ? -exponent : 0);
}

function rescale({ digits, exponent, negative }: Decimal, target: number): Decimal {
  if (exponent >= target)
    return { digits: digits * 10n ** BigInt(exponent - target), exponent: target, negative };
  const divisor = 10n ** BigInt(target - exponent);
  const quotient = digits / divisor;
  const twice = (digits % divisor) * 2n;
  const up = twice > divisor || (twice === divisor && quotient % 2n === 1n);
  return { digits: up ? quotient + 1n : quotient, exponent: target, negative };
}
