/** What STDDEV_POP and its family keep of a group: Django's are Python's `statistics`, over all its numbers. */
export type Numbers = number[];

/** Steps over a group's values; NULL has no part in it. */
export function addNumber(numbers: Numbers, value: unknown): Numbers {
  if (value !== null) numbers.push(Number(value));
  return numbers;
}

/** `sample`: the variance of what the numbers were drawn from, which one number alone does not tell. */
export function variance(numbers: Numbers, sample: boolean): number | null {
  const exact = exactVariance(numbers, sample);
  return exact === null ? null : toFloat(exact.above, exact.below);
}

export function deviation(numbers: Numbers, sample: boolean): number | null {
  const exact = exactVariance(numbers, sample);
  return exact === null ? null : rootToFloat(exact.above, exact.below);
}

interface Fraction {
  readonly above: bigint;
  readonly below: bigint;
}

/** Python's `statistics` computes with fractions and rounds once. Floats are integers over a power of two. */
function exactVariance(numbers: Numbers, sample: boolean): Fraction | null {
  const count = BigInt(numbers.length);
  if (count === 0n || (sample && count === 1n)) return null;
  let shift = 0;
  for (const number of numbers) while (!Number.isInteger(number * 2 ** shift)) shift++;
  let sum = 0n;
  let squares = 0n;
  for (const number of numbers) {
    const scaled = BigInt(number * 2 ** shift);
    sum += scaled;
    squares += scaled * scaled;
  }
  const below = count * (sample ? count - 1n : count) * 4n ** BigInt(shift);
  return { above: count * squares - sum * sum, below };
}

/** More bits than a float has; a last bit says that there was a rest, so that `Number()` rounds the whole as it is. */
const BITS = 128n;

function toFloat(above: bigint, below: bigint): number {
  const scaled = above << BITS;
  const quotient = scaled / below;
  return Number((quotient << 1n) | (scaled % below === 0n ? 0n : 1n)) / 2 ** Number(BITS + 1n);
}

function rootToFloat(above: bigint, below: bigint): number {
  const square = (above << (BITS * 2n)) / below;
  const root = integerRoot(square);
  const rest = root * root === square && (root * root * below) >> (BITS * 2n) === above ? 0n : 1n;
  return Number((root << 1n) | rest) / 2 ** Number(BITS + 1n);
}

/** The integer part of a square root, by Newton's method. */
function integerRoot(square: bigint): bigint {
  if (square < 2n) return square;
  let root = 1n << (BigInt(square.toString(2).length + 1) / 2n);
  for (;;) {
    const next = (root + square / root) / 2n;
    if (next >= root) return root;
    root = next;
  }
}
