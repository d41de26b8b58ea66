/** Reads a time as RFC 3339 has it, in milliseconds since 1970; undefined for anything else, the 30th of February as well. */
export function parseTime(text: string): number | undefined {
  const [, year, month, day] = pattern.exec(text) ?? [];
  if (day === undefined) return undefined;
  const daysInMonth = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  const time = Date.parse(text);
  return Number(day) > daysInMonth || Number.isNaN(time) ? undefined : time;
}

const pattern = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i;
