import { expandVariables, type Variables } from "./expand-variables.ts";
import { type PathGlob, parsePathGlob } from "./path-glob.ts";
import type { ProfileRule, RuleMatter } from "./profile-rule.ts";

/** A profile with all that it includes. */
export interface WholeProfile {
  readonly rules: readonly ProfileRule[];
  readonly variables: Variables;
  readonly allowsByDefault: boolean;
  /** What of it could not be read or understood, each as part of a sentence. */
  readonly gaps: readonly string[];
}

/** What a program would do. */
export type Access =
  | { readonly kind: "file"; readonly path: string; readonly permission: "r" | "w" | "m" }
  | { readonly kind: "capability"; readonly name: string }
  | { readonly kind: "mount"; readonly fileSystem: string };

export type AccessJudgement =
  | { readonly verdict: "allowed" }
  /** By a rule, or because no rule allows it. */
  | { readonly verdict: "denied"; readonly rule?: ProfileRule }
  | { readonly verdict: "unknown"; readonly gap: string };

/** Judges what a profile makes of accesses. What depends on something else than the access is as good as allowed. */
export function accessJudge(profile: WholeProfile): (access: Access) => AccessJudgement {
  const globs = new Map<string, PathGlob | undefined>();
  const globOf = (pattern: string): PathGlob | undefined => {
    if (!globs.has(pattern)) globs.set(pattern, globIn(pattern, profile.variables));
    return globs.get(pattern);
  };
  const denials = profile.rules.filter(({ isDenial, isForSome }) => isDenial && !isForSome);
  const grants = profile.rules.filter(({ isDenial }) => !isDenial);
  const isMediated = { file: grants.some(({ about }) => about.kind === "file"), capability: true, mount: true };
  return (access) => {
    const mayAllow = (grant: ProfileRule): boolean => bears(grant.about, access, globOf) !== false;
    const rule = denials.find(
      (denial) =>
        bears(denial.about, access, globOf) === true &&
        !grants.some((grant) => grant.priority > denial.priority && mayAllow(grant)),
    );
    if (rule) return { verdict: "denied", rule };
    if (profile.allowsByDefault || !isMediated[access.kind] || grants.some(mayAllow)) return { verdict: "allowed" };
    const [gap] = profile.gaps;
    return gap === undefined ? { verdict: "denied" } : { verdict: "unknown", gap };
  };
}

function globIn(pattern: string, variables: Variables): PathGlob | undefined {
  const globs = expandVariables(pattern, variables)?.map(parsePathGlob);
  const known = globs?.flatMap((glob) => glob ?? []);
  if (!known || known.length !== globs?.length) return undefined;
  return { matches: (path) => known.some((glob) => glob.matches(path)) };
}

/** Whether a rule is about an access; undefined where that cannot be told. */
function bears(
  about: RuleMatter,
  access: Access,
  globOf: (pattern: string) => PathGlob | undefined,
): boolean | undefined {
  if (about.kind === "all") return true;
  if (about.kind === "file" && access.kind === "file") {
    if (about.path === undefined) return true;
    return about.permissions.includes(access.permission) && globOf(about.path)?.matches(access.path);
  }
  if (about.kind === "capability" && access.kind === "capability") {
    return about.names.length === 0 || about.names.includes(access.name);
  }
  if (about.kind === "mount" && access.kind === "mount") {
    const fits = about.fileSystems?.map((pattern) => isOf(pattern, access.fileSystem)) ?? [true];
    if (fits.every((fit) => fit === false)) return false;
    return (about.isWhole && fits.includes(true)) || undefined;
  }
  return false;
}

/** Whether a pattern is of a file system: `fuse.sshfs` and `fuseblk` are ways of mounting `fuse`, so they may be meant. */
function isOf(pattern: string, fileSystem: string): boolean | undefined {
  const glob = parsePathGlob(pattern);
  if (glob?.matches(fileSystem) && glob.matches(`${fileSystem}.x`)) return true;
  return !glob || glob.matches(fileSystem) || pattern.startsWith(fileSystem) || /^[*?[{@]/.test(pattern)
    ? undefined
    : false;
}
