import { type Dirent, lstatSync, readdirSync, type Stats } from "node:fs";
import { basename, join } from "node:path";
import { isMistakenSpecFileName, isSpecFileName } from "../cdi/spec-file-names.ts";
import { lookAt } from "../host/look-at.ts";
import { errorCode, errorText, isShortage } from "../host/system-error.ts";
import { type Problem, problem } from "../problems.ts";

/** What a spec directory holds. */
export interface DirectoryListing {
  readonly state: "present" | "missing" | "unreadable";
  /**
   * Names of the entries to load, subdirectories left out, in the order of their bytes. An empty name is the path itself:
   * the reference takes a spec file for a directory of one.
   */
  readonly names: readonly string[];
  /** The names among them that are symbolic links. */
  readonly links: ReadonlySet<string>;
  /** Names that were probably meant as specs and that no runtime loads. */
  readonly mistaken: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Lists a spec directory. A missing one is empty; one that cannot be listed is a problem and nothing else. The path is
 * clean. Throws where this process has no descriptors left.
 */
export function listDirectory(path: string): DirectoryListing {
  const names: string[] = [];
  const links = new Set<string>();
  const mistaken: string[] = [];
  const garbled: string[] = [];
  let entries: Dirent[];
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (isShortage(error)) throw error;
    return unlisted(path, error);
  }
  for (const entry of entries) {
    const { name } = entry;
    if (entry.isDirectory()) continue;
    if (isSpecFileName(name) && isGarbled(path, name)) garbled.push(name);
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
    problems: [...linkProblems(path), ...accessProblems(path), ...garbled.map((name) => garbledName(path, name))],
  };
}

function unlisted(path: string, error: unknown): DirectoryListing {
  const nothing = { names: [], links: new Set<string>(), mistaken: [] };
  const entry = lookAt(path);
  if (errorCode(error) === "ENOENT" && !entry) return { state: "missing", ...nothing, problems: [] };
  if (entry && !entry.isDirectory() && isSpecFileName(basename(path))) {
    return { ...nothing, state: "present", names: [""], problems: [] };
  }
  return { state: "unreadable", ...nothing, problems: [unreadable(path, unlistedReason(entry, error))] };
}

function unlistedReason(entry: Stats | undefined, error: unknown): string {
  if (!entry) return `${errorText(error)}; Go runtimes ignore it and every later spec directory`;
  if (entry.isDirectory()) return `${errorText(error)}; Go runtimes ignore it without a word`;
  const what = entry.isSymbolicLink() ? "it is a symbolic link that leads to no directory" : "it is no directory";
  return `${what}; Go runtimes load nothing from it`;
}

function unreadable(path: string, reason: string): Problem {
  return problem("unreadable-directory", `Cannot list spec directory: ${reason}`, { path });
}

function linkProblems(path: string): Problem[] {
  if (!lookAt(path)?.isSymbolicLink()) return [];
  const message =
    "The spec directory is a symbolic link: it is followed here, but Go runtimes do not follow it and load nothing from it";
  return [problem("symlinked-directory", message, { path })];
}

/** A directory that can be listed but not entered stops the reference at its first file. */
function accessProblems(path: string): Problem[] {
  try {
    lstatSync(`${path}/.`);
    return [];
  } catch (error) {
    return [
      unreadable(
        path,
        `its files cannot be looked at: ${errorText(error)}; Go runtimes ignore it and every later spec directory`,
      ),
    ];
  }
}

/** A name that is not UTF-8 cannot be told from its bytes any more, so the file cannot be found by it. */
function isGarbled(path: string, name: string): boolean {
  return name.includes("\ufffd") && lookAt(join(path, name)) === undefined;
}

function garbledName(path: string, name: string): Problem {
  const message = "Cannot read spec: the file's name is not UTF-8; Go runtimes load it";
  return problem("invalid-encoding", message, { path: join(path, name) });
}

/** UTF-16 puts some characters in another order than their bytes, so names beyond ASCII are compared as bytes. */
function sortByBytes(names: string[]): string[] {
  const isAscii = names.every((name) => /^[\0-\x7f]*$/.test(name));
  return isAscii ? names.sort() : names.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
