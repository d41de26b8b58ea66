/** Reads a time such as `500ms` or `5s`, in milliseconds; undefined for anything else, for none and for over a day. */
export function parseDuration(text: string): number | undefined {
  const [, digits, unit = ""] = /^(\d{1,8})(ms|s|m|h)$/.exec(text) ?? [];
  const time = Number(digits) * (milliseconds[unit] ?? Number.NaN);
  return time > 0 && time <= longest ? time : undefined;
}

const milliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
/** Far below what a timer can wait. */
const longest = 24 * 3_600_000;
