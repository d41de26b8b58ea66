/** A label of SELinux, taken apart. */
export interface SelinuxLabel {
  readonly user: string;
  readonly role: string;
  readonly type: string;
  /** Undefined where the policy has no levels. */
  readonly range: SelinuxRange | undefined;
}

export interface SelinuxRange {
  readonly low: SelinuxLevel;
  readonly high: SelinuxLevel;
}

export interface SelinuxLevel {
  readonly sensitivity: number;
  readonly categories: ReadonlySet<number>;
}

/** Why a text is no label, as a part of a sentence. */
export interface LabelFault {
  readonly fault: string;
}

/** The kernel takes a label of a page at most. */
const longest = 4096;

/** So many categories in all ranges together; usual policies have 1,024 different ones. */
const mostCategories = 65_536;

/**
 * Reads `user:role:type` and, after a third colon, a range of levels in numbers, as the kernel takes them (`mls.c`): a range
 * of categories has two different ends, and a range of levels has all of the lower end in the upper one.
 */
export function parseSelinuxLabel(text: string): SelinuxLabel | LabelFault {
  if (text.length > longest) return { fault: `it has more than ${longest} characters` };
  const [user = "", role, type, ...rest] = text.split(":");
  if (role === undefined || type === undefined) return { fault: "it is not of the form user:role:type:level" };
  const odd = [user, role, type].find((name) => !/^[A-Za-z][\w.-]*$/.test(name));
  if (odd !== undefined) return { fault: odd === "" ? "a part of it is empty" : "a part of it is no name" };
  if (rest.length === 0) return { user, role, type, range: undefined };
  const range = rangeIn(rest.join(":"));
  return "fault" in range ? range : { user, role, type, range };
}

/** Whether what has a level may get at what has another: it has all of its categories, and no lower sensitivity. */
export function dominates(level: SelinuxLevel, other: SelinuxLevel): boolean {
  return (
    level.sensitivity >= other.sensitivity && [...other.categories].every((category) => level.categories.has(category))
  );
}

function rangeIn(text: string): SelinuxRange | LabelFault {
  const [first = "", second, ...more] = text.split("-");
  const low = levelIn(first);
  const high = second === undefined ? low : levelIn(second);
  if (!low || !high || more.length > 0) return { fault: "its level is not of the form s0:c1,c2" };
  if (!dominates(high, low)) return { fault: "the upper end of its range of levels is below the lower one" };
  return { low, high };
}

function levelIn(text: string): SelinuxLevel | undefined {
  const [, sensitivity, , list] = /^s(0|[1-9]\d{0,3})(:(.*))?$/s.exec(text) ?? [];
  if (sensitivity === undefined) return undefined;
  const categories = new Set<number>();
  let named = 0;
  for (const part of list === undefined ? [] : list.split(",")) {
    const [, first, , last] = /^c(0|[1-9]\d{0,3})(\.c(0|[1-9]\d{0,3}))?$/.exec(part) ?? [];
    if (first === undefined || (last !== undefined && Number(last) <= Number(first))) return undefined;
    const to = Number(last ?? first);
    named += to - Number(first) + 1;
    if (named > mostCategories) return undefined;
    for (let category = Number(first); category <= to; category += 1) categories.add(category);
  }
  return { sensitivity: Number(sensitivity), categories };
}
