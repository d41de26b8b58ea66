/** Whether a text is a date, or a date and time, in one of the forms that go-yaml v2 takes for a timestamp. */
export function isTimestamp(text: string): boolean {
  const match = form.exec(text);
  if (!match) return false;
  const [, year, month, day, between, hour, minute, second, zone, zoneHour, zoneMinute] = match;
  if (!isDay(Number(year), Number(month), Number(day))) return false;
  if (between === undefined) return true;
  // Behind a `T` a zone is due, and none may be where blanks stand instead.
  const isZoneDue = /[Tt]/.test(between);
  if (isZoneDue !== (zone !== undefined)) return false;
  if (Number(hour) >= 24 || Number(minute) >= 60 || Number(second) >= 60) return false;
  return Number(zoneHour ?? 0) <= 24 && Number(zoneMinute ?? 0) <= 60;
}

const form =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:([Tt]| +)(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(Z|[-+](\d\d):(\d\d))?)?$/;

function isDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (month === 2) return isLeap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
