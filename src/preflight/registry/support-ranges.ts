import type { RuntimeVersion } from "../runtime-version.ts";
import { certainty } from "../version-certainty.ts";
import { type CdiSupport, cdiSupport } from "./runtime-support.ts";

/** A row that a runtime may be at, and the first version that it no longer holds for. */
export interface SupportRange {
  readonly row: CdiSupport;
  readonly until: readonly number[] | undefined;
}

/** What a runtime may make of CDI, oldest version first: several rows where its version is known in part only. */
export function supportRanges({ name, version }: RuntimeVersion): readonly SupportRange[] {
  const rows = cdiSupport(name);
  return rows
    .map((row, index) => ({ row, until: rows[index + 1]?.from }))
    .filter(
      ({ row, until }) => certainty(version, row.from) !== "no" && (!until || certainty(version, until) !== "yes"),
    );
}

/** The ranges for which something holds, as people say them: `podman before 5.1`, `docker 26.0.0 up to 27.4.0`. */
export function namedRanges(
  runtime: RuntimeVersion,
  ranges: readonly SupportRange[],
  holds: (row: CdiSupport) => boolean,
): string {
  const parts: string[] = [];
  for (let start = 0; start < ranges.length; start++) {
    if (!ranges.slice(start, start + 1).some(({ row }) => holds(row))) continue;
    let end = start;
    while (ranges.slice(end + 1, end + 2).some(({ row }) => holds(row))) end++;
    parts.push(rangeName(ranges, start, end));
    start = end;
  }
  const own = runtime.version.join(".");
  const every = parts.length === 1 && parts[0] === "";
  if (every || parts.length === 0) return own === "" ? runtime.name : `${runtime.name} ${own}`;
  return `${runtime.name} ${parts.join(" and ")}`;
}

/** Empty where it is all of them. */
function rangeName(ranges: readonly SupportRange[], start: number, end: number): string {
  const isFirst = start === 0;
  const isLast = end === ranges.length - 1;
  const from = ranges[start]?.row.from.join(".");
  const until = ranges[end]?.until?.join(".");
  if (isFirst && isLast) return "";
  if (isFirst) return `before ${until}`;
  return isLast ? `from ${from} on` : `from ${from} to before ${until}`;
}

/** Whether all, none or some of the versions that a runtime may be at are so. */
export function howMany(ranges: readonly SupportRange[], holds: (row: CdiSupport) => boolean): "all" | "some" | "none" {
  const those = ranges.filter(({ row }) => holds(row)).length;
  if (those === 0) return "none";
  return those === ranges.length ? "all" : "some";
}

/** The first version from which on it holds for good; undefined where it never does. */
export function firstFor({ name }: RuntimeVersion, holds: (row: CdiSupport) => boolean): string | undefined {
  const rows = cdiSupport(name);
  const last = rows.findLastIndex((row) => !holds(row));
  return rows[last + 1]?.from.join(".");
}
