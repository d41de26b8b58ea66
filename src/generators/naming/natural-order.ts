/** Orders names as people do: `ttyS2` before `ttyS10`. Two different names are never equal, whatever the machine's language. */
export function naturalOrder(one: string, other: string): number {
  const [ones, others] = [partsOf(one), partsOf(other)];
  for (const [index, part] of ones.entries()) {
    const order = comparePart(part, others[index] ?? "");
    if (order !== 0) return order;
  }
  return ones.length - others.length || compare(one, other);
}

/** Runs of digits, and what is between them. */
function partsOf(name: string): string[] {
  return name.match(/\d+|\D+/g) ?? [];
}

function comparePart(one: string, other: string): number {
  if (!startsWithDigit(one) || !startsWithDigit(other)) return compare(one, other);
  const [digits, others] = [one.replace(/^0+/, ""), other.replace(/^0+/, "")];
  return digits.length - others.length || compare(digits, others);
}

function startsWithDigit(part: string): boolean {
  return /^\d/.test(part);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
