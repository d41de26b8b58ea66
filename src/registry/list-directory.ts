import { type Dirent, readdirSync, type Stats } from "node:fs";
import { isMistakenSpecFileName, isSpecFileName } from "../cdi/spec-file-names.ts";
import { lookAt } from "../host/look-at.ts";
import { errorCode, errorText, isMissing } from "../host/system-error.ts";
import { type Problem, problem } from "../problems.ts";

/** What a spec directory holds. */
export interface DirectoryListing {
  readonly state: "present" | "missing" | "unreadable";
  /** Names of the entries to load, subdirectories left out, in the order of their bytes. */
  readonly names: readonly string[];
  /** The names among them that are symbolic links. */
  readonly links: ReadonlySet<string>;
  /** Names that were probably meant as specs and that no runtime loads. */
  readonly mistaken: readonly string[];
  readonly problems: readonly Problem[];
}

/** Lists a spec directory. A missing one is empty; one that cannot be listed is a problem and nothing else. */
export function listDirectory(path: string): DirectoryListing {
  const names: string[] = [];
  const links = new Set<string>();
  const mistaken: string[] = [];
  let entries: Dirent[];
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch (error) {
    return unlisted(path, error);
  }
  for (const entry of entries) {
    const { name } = entry;
    if (entry.isDirectory()) continue;
    if (isMistakenSpecFileName(name)) mistaken.push(name);
    if (!isSpecFileName(name)) continue;
    names.push(name);
    if (entry.isSymbolicLink()) links.add(name);
  }
  return {
    state: "present",
    names: sortByBytes(names),
    links,
    mistaken: sortByBytes(mistaken),
    problems: linkProblems(path),
  };
}

function unlisted(path: string, error: unknown): DirectoryListing {
  const nothing = { names: [], links: new Set<string>(), mistaken: [] };
  const entry = isMissing(error) ? lookAt(withoutTrailingSlash(path)) : undefined;
  if (errorCode(error) === "ENOENT" && !entry) return { state: "missing", ...nothing, problems: [] };
  const message = `Cannot list spec directory: ${entry ? oddEntry(entry) : lost(errorText(error))}`;
  return { state: "unreadable", ...nothing, problems: [problem("unreadable-directory", message, { path })] };
}

function oddEntry(entry: Stats): string {
  const what = entry.isSymbolicLink() ? "it is a symbolic link that leads to no directory" : "it is no directory";
  return `${what}; Go runtimes load nothing from it`;
}

function lost(reason: string): string {
  return `${reason}; Go runtimes would ignore every later spec directory as well`;
}

function linkProblems(path: string): Problem[] {
  if (!lookAt(withoutTrailingSlash(path))?.isSymbolicLink()) return [];
  const message =
    "The spec directory is a symbolic link: it is followed here, but Go runtimes do not follow it and load nothing from it";
  return [problem("symlinked-directory", message, { path })];
}

/** A trailing slash would have a link followed. */
function withoutTrailingSlash(path: string): string {
  return path.replace(/(?<=.)\/+$/, "");
}

/** UTF-16 puts some characters in another order than their bytes, so names beyond ASCII are compared as bytes. */
function sortByBytes(names: string[]): string[] {
  const isAscii = names.every((name) => /^[\0-\x7f]*$/.test(name));
  return isAscii ? names.sort() : names.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
