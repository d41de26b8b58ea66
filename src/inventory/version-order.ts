import compare from "semver/functions/compare.js";
import valid from "semver/functions/valid.js";

const pattern = /^v?(\d+(?:\.\d+)*)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;

const textLimit = 256;

interface Version {
  readonly parts: readonly bigint[];
  /** What comes after `-`, as the version of semver that has nothing else. */
  readonly prerelease: string;
}

/** Whether a text is a version: semver, or any number of numeric parts as in `580.95.05` and `12.8`. */
export function isVersion(text: string): boolean {
  return versionIn(text) !== undefined;
}

/**
 * Puts versions in order: part by part as numbers, missing parts as 0, and then a prerelease before the version itself, as
 * semver has it. Build metadata does not count. A text that is no version comes before those that are.
 */
export function compareVersions(a: string, b: string): number {
  if (valid(a) !== null && valid(b) !== null) return compare(a, b);
  const [left, right] = [versionIn(a), versionIn(b)];
  if (!left || !right) return Number(left !== undefined) - Number(right !== undefined);
  for (let at = 0; at < Math.max(left.parts.length, right.parts.length); at++) {
    const [x, y] = [left.parts[at] ?? 0n, right.parts[at] ?? 0n];
    if (x !== y) return x < y ? -1 : 1;
  }
  return compare(left.prerelease, right.prerelease);
}

function versionIn(text: string): Version | undefined {
  if (text.length > textLimit) return undefined;
  const [, numbers, suffix] = pattern.exec(text) ?? [];
  const prerelease = suffix === undefined ? "0.0.0" : `0.0.0-${suffix}`;
  if (numbers === undefined || valid(prerelease) === null) return undefined;
  return { parts: numbers.split(".").map(BigInt), prerelease };
}
