import { unquoted } from "./policy-words.ts";

/** A rule of an AppArmor profile, as far as devices are concerned. */
export interface ProfileRule {
  /** As people would look for it in the file. */
  readonly text: string;
  readonly isDenial: boolean;
  /** Whether it counts for files of one's own alone, or those of others. */
  readonly isForSome: boolean;
  /** A rule counts for nothing where one with a higher number is about the same. */
  readonly priority: number;
  readonly about: RuleMatter;
}

export type RuleMatter =
  | { readonly kind: "all" }
  /** Without a path all files, in all ways. */
  | { readonly kind: "file"; readonly path: string | undefined; readonly permissions: string }
  /** Without names all of them. */
  | { readonly kind: "capability"; readonly names: readonly string[] }
  /** File systems as patterns, undefined for all; `isWhole` where it asks for nothing else. */
  | { readonly kind: "mount"; readonly fileSystems: readonly string[] | undefined; readonly isWhole: boolean };

/** Reads the words of a rule: `other` where it is about something else, undefined where it is not known what about. */
export function parseRule(words: readonly string[]): ProfileRule | "other" | undefined {
  const first = words.findIndex((word) => !qualifiers.has(word) && !word.startsWith("priority="));
  if (first < 0) return undefined;
  const before = words.slice(0, first);
  const about = matterOf(words.slice(first));
  if (about === "other" || about === undefined) return about;
  const priority = Number(before.find((word) => word.startsWith("priority="))?.slice("priority=".length) ?? 0);
  if (Number.isNaN(priority)) return undefined;
  const isForSome = before.includes("owner") || before.includes("other");
  return { text: words.join(" "), isDenial: before.includes("deny"), isForSome, priority, about };
}

const qualifiers: ReadonlySet<string> = new Set(["audit", "quiet", "allow", "deny", "owner", "other"]);

/** What rules can be about besides. */
const others: ReadonlySet<string> = new Set(
  "abi change_hat change_profile dbus io_uring link mqueue network pivot_root ptrace remount set signal umount unix unmount userns".split(
    " ",
  ),
);

function matterOf([keyword = "", ...rest]: readonly string[]): RuleMatter | "other" | undefined {
  if (others.has(keyword)) return "other";
  if (keyword === "all") return rest.length === 0 ? { kind: "all" } : undefined;
  if (keyword === "capability") return { kind: "capability", names: rest };
  if (keyword === "mount") return mountIn(rest);
  if (keyword === "file") return rest.length === 0 ? { kind: "file", path: undefined, permissions: "" } : fileIn(rest);
  return fileIn([keyword, ...rest]);
}

/** The permissions can stand on either side; an arrow says where a program or a link leads. */
function fileIn([one = "", two = "", ...more]: readonly string[]): RuleMatter | undefined {
  if (more.length > 0 && more[0] !== "->") return undefined;
  if (isPath(one) && isPermissions(two)) return { kind: "file", path: unquoted(one), permissions: two.toLowerCase() };
  if (isPermissions(one) && isPath(two)) return { kind: "file", path: unquoted(two), permissions: one.toLowerCase() };
  return undefined;
}

function mountIn(rest: readonly string[]): RuleMatter {
  const [given, ...more] = rest.filter((word) => /^v?fstype=/.test(word));
  const list = more.length > 0 ? undefined : given?.replace(/^v?fstype=\(?|\)$/g, "");
  const fileSystems = list?.split(/[\s,]+/).filter((each) => each !== "");
  return { kind: "mount", fileSystems, isWhole: rest.every((word) => word === given) };
}

function isPath(word: string): boolean {
  return /^"?(?:\/|@\{)/.test(word);
}

function isPermissions(word: string): boolean {
  return /^[rwaklmxpcuid]+$/i.test(word);
}
