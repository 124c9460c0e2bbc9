const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes east of UTC that clocks in a zone show at an instant. */
export function zoneOffset(zone: string, epoch: number): number {
  if (isUtc(zone)) return 0;
  const parts = zoneFormat(zone).formatToParts(epoch);
  const read = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((part) => part.type === type)?.value);
  const wall = Date.UTC(
    read("year"),
    read("month") - 1,
    read("day"),
    read("hour"),
    read("minute"),
    read("second"),
  );
  return (wall - Math.floor(epoch / 1000) * 1000) / 60_000;
}

/**
 * The instant at which clocks in a zone show a wall time (given as if it were UTC). As Python's `zoneinfo` with
 * fold=0: the first of two, and in a gap the offset from before it.
 */
export function instantOf(zone: string, wall: number): number {
  if (isUtc(zone)) return wall;
  const day = 86_400_000;
  const before = zoneOffset(zone, wall - day) * 60_000;
  const after = zoneOffset(zone, wall + day) * 60_000;
  if (before === after || zoneOffset(zone, wall - before) * 60_000 === before) return wall - before;
  return zoneOffset(zone, wall - after) * 60_000 === after ? wall - after : wall - before;
}

/** Wall time in a zone, as if it were UTC. */
export function wallTime(zone: string, epoch: number): number {
  return isUtc(zone) ? epoch : epoch + zoneOffset(zone, epoch) * 60_000;
}

function isUtc(zone: string): boolean {
  return zone === "UTC" || zone === "Etc/UTC";
}

function zoneFormat(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(zone, format);
  }
  return format;
}
