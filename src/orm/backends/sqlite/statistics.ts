/** What STDDEV_POP and its family keep of a group: Django's are Python's `statistics`, over all its numbers. */
export type Numbers = number[];

/** Steps over a group's values; NULL has no part in it. */
export function addNumber(numbers: Numbers, value: unknown): Numbers {
  if (value !== null) numbers.push(Number(value));
  return numbers;
}

/** `sample`: the variance of what the numbers were drawn from, which one number alone does not tell. */
export function variance(numbers: Numbers, sample: boolean): number | null {
  const count = numbers.length;
  if (count === 0 || (sample && count === 1)) return null;
  const mean = numbers.reduce((sum, number) => sum + number, 0) / count;
  const squares = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0);
  return squares / (sample ? count - 1 : count);
}

export function deviation(numbers: Numbers, sample: boolean): number | null {
  const value = variance(numbers, sample);
  return value === null ? null : Math.sqrt(value);
}
