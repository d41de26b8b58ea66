import { basename, dirname, join } from "node:path";
import type { HostTree } from "../../host/host-tree.ts";
import { oncePer } from "../once-per.ts";
import type { WholeProfile } from "./judge-access.ts";
import { type Include, type PolicyBody, parsePolicy } from "./policy-text.ts";

export const policyDirectory = "/etc/apparmor.d";

export interface HostProfile extends WholeProfile {
  /** Where it stands. */
  readonly path: string;
  readonly mode: string;
}

const longest = 1024 * 1024;
const longestOfAll = 16 * longest;

/** The files that the policy of a host is loaded from. What they say now need not be what the kernel has loaded. */
const policyFiles = oncePer((host: HostTree): ReadonlyMap<string, string> => {
  const files = new Map<string, string>();
  let read = 0;
  for (const folder of [policyDirectory, `${policyDirectory}/containers`]) {
    for (const name of (host.list(folder) ?? []).filter(isPolicy)) {
      const text = read > longestOfAll ? undefined : host.readText(join(folder, name), longest);
      read += text?.length ?? 0;
      if (text !== undefined) files.set(join(folder, name), text);
    }
  }
  return files;
});

/** What editors and package managers leave is no policy to apparmor_parser. */
function isPolicy(name: string): boolean {
  return !/^\.|^README$|~$|\.(?:dpkg-(?:new|old|dist|bak|remove)|pac(?:save|new)|rpm(?:new|save)|orig|rej)$/.test(name);
}

/** Where on a host a profile is written down, and what it says; undefined where no file has it. */
export function findProfile(host: HostTree, name: string): HostProfile | undefined {
  const words = name.split("//").flatMap((each) => each.split(/[\s"\\]+/));
  for (const [path, text] of policyFiles(host)) {
    if (!words.every((word) => text.includes(word))) continue;
    const { body, profiles } = parsePolicy(text);
    const profile = profiles.find((each) => each.name === name);
    if (!profile) continue;
    const preamble = gather(host, body);
    const whole = gather(host, profile);
    const hasAlias = [body, ...preamble.bodies].some(({ gaps }) => gaps.some((gap) => gap.startsWith('"alias ')));
    return {
      path,
      mode: hasComplain(host, path) ? "complain" : profile.mode,
      allowsByDefault: profile.allowsByDefault,
      rules: whole.bodies.flatMap(({ rules }) => rules),
      variables: merged([...preamble.bodies, ...whole.bodies]),
      gaps: [
        ...whole.bodies.flatMap(({ gaps }) => gaps),
        ...whole.missing,
        ...preamble.missing,
        ...(hasAlias ? ["it has an alias of paths"] : []),
      ],
    };
  }
  return undefined;
}

/** A link in this directory puts all profiles of a file into that mode. */
function hasComplain(host: HostTree, path: string): boolean {
  return host.list(`${policyDirectory}/force-complain`)?.includes(basename(path)) === true;
}

interface Gathered {
  readonly bodies: readonly PolicyBody[];
  /** What could not be read, each as part of a sentence. */
  readonly missing: readonly string[];
}

/** So many files are read for a profile. The ones that there are include some dozens. */
const mostFiles = 500;

/** A body with what it includes, and what those include, each file once. */
function gather(host: HostTree, start: PolicyBody): Gathered {
  const bodies: PolicyBody[] = [start];
  const missing: string[] = [];
  const seen = new Set<string>();
  const queue: Include[] = [...start.includes];
  let read = 0;
  for (const include of queue) {
    const path = pathOf(include.target);
    if (seen.has(path)) continue;
    seen.add(path);
    const isTooMuch = seen.size > mostFiles || read > longestOfAll;
    const text = isTooMuch ? undefined : host.readText(path, longest);
    const names = text === undefined && !isTooMuch ? host.list(path) : undefined;
    if (text !== undefined) {
      const { body } = parsePolicy(text);
      bodies.push(body);
      for (const more of body.includes) queue.push(more);
      read += text.length;
    } else if (names) {
      for (const name of names.filter(isPolicy)) queue.push({ target: join(path, name), ifExists: false });
    } else if (!include.ifExists || !isAbsent(host, path)) missing.push(`it includes ${path}, which cannot be read`);
  }
  return { bodies, missing };
}

/** What cannot be read need not be absent: a directory above has to say so. */
function isAbsent(host: HostTree, path: string): boolean {
  const names = host.list(dirname(path));
  if (names) return !names.includes(basename(path));
  return dirname(path) !== path && isAbsent(host, dirname(path));
}

/** `<abstractions/base>` is below the directory of policy; in quotes it can be anywhere. */
function pathOf(target: string): string {
  const path = target.replace(/^[<"]|[>"]$/g, "");
  return target.startsWith("<") || !path.startsWith("/") ? join(policyDirectory, path) : join(path);
}

function merged(bodies: readonly PolicyBody[]): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, string[]>();
  for (const [name, values] of bodies.flatMap(({ variables }) => variables)) {
    const known = all.get(name);
    if (known) for (const value of values) known.push(value);
    else all.set(name, [...values]);
  }
  return all;
}
