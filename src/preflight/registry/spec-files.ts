import { dirname } from "node:path";
import { shellWord } from "../../cdi/shell-word.ts";
import { isError, type Problem, problem } from "../../problems.ts";
import { conflictProblems } from "../../registry/conflict-problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { SpecDirectory } from "../../registry/snapshot.ts";
import type { Check } from "../check.ts";
import type { Subject } from "../subject.ts";

/** What of the spec directories runtimes do not load, and whether that takes the specs of devices with it. */
export const specFiles: Check = {
  name: "spec-files",
  run: (subject) => [
    ...subject.snapshot.directories.flatMap((directory) => directoryProblems(directory, subject)),
    ...brokenFiles(subject),
    ...doubtsOfDevices(subject),
    ...contested(subject),
  ],
};

/** What the reference does of a directory that it cannot look at. */
const hidesLater = /every later spec directory/;

function directoryProblems({ path, priority, problems }: SpecDirectory, subject: Subject): Problem[] {
  return problems.flatMap((found) => {
    const row = rows[found.code];
    return row ? row({ path, priority, found, subject }) : [];
  });
}

interface Found {
  readonly path: string;
  readonly priority: number;
  readonly found: Problem;
  readonly subject: Subject;
}

const rows: Readonly<Partial<Record<Problem["code"], (found: Found) => Problem[]>>> = {
  "unused-extension": ({ found }) => [{ ...found, fix: "Give its name the ending .yaml or .json" }],
  "invalid-encoding": ({ found }) => [notLoaded(found.path ?? "", found.message, "Give the file another name")],
  "symlinked-directory": ({ path, priority, subject }) => {
    const message = `Go runtimes load nothing from ${pathInMessage(path)}: it is a symbolic link, which they do not follow`;
    const fix = `Make ${pathInMessage(path)} a directory, for example by a bind mount`;
    return unseen(
      path,
      message,
      fix,
      devicesFrom(subject, (each) => each === priority),
    );
  },
  "unreadable-directory": ({ path, priority, found, subject }) => {
    const fix = `Make ${pathInMessage(path)} a directory that can be read, or run as root`;
    const later = hidesLater.test(found.message) ? devicesFrom(subject, (each) => each > priority) : [];
    const note = `Cannot look for specs in ${pathInMessage(path)}: ${found.message}`;
    const here = problem("unknown", note, { path, fix });
    return later.length > 0 ? [here, ...unseen(path, note, fix, later)] : [here];
  },
};

function unseen(path: string, message: string, fix: string, devices: readonly string[]): Problem[] {
  if (devices.length > 0) return [problem("spec-unseen", message, { path, devices, fix })];
  return [problem("spec-not-loaded", message, { path, fix })];
}

function devicesFrom({ devices }: Subject, isConcerned: (priority: number) => boolean): string[] {
  return devices.filter(({ priority }) => isConcerned(priority)).map(({ name }) => name);
}

function notLoaded(path: string, state: string, fix: string): Problem {
  return problem("spec-not-loaded", `No runtime loads ${pathInMessage(path)}: ${state}`, { path, fix });
}

function brokenFiles({ snapshot }: Subject): Problem[] {
  return [...snapshot.index.flawed.values()].flatMap(({ path, problems }) => {
    const cause = problems.find(isError);
    return cause ? [notLoaded(path, cause.message, `Mend what cdictl validate ${shellWord(path)} says`)] : [];
  });
}

/** What a spec says that bears on whether its devices work, among what is doubtful about it. */
const bearing: ReadonlySet<string> = new Set(["not-world-readable", "relative-path", "second-document"]);

function doubtsOfDevices({ devices }: Subject): Problem[] {
  const files = new Map(devices.map(({ file }) => [file, file.problems]));
  return [...files].flatMap(([{ path }, problems]) =>
    problems
      .filter(({ code }) => bearing.has(code))
      .map((doubt) => ({
        ...doubt,
        path,
        ...(doubt.code === "not-world-readable" && { fix: `Run chmod a+r ${shellWord(path)}` }),
      })),
  );
}

/** Devices that nobody can have; those that were asked for are told of when they do not resolve. */
function contested({ snapshot }: Subject): Problem[] {
  return [...conflictProblems(snapshot.index.contested.entries()).values()].map(
    ({ message, path = "", devices = [] }) => {
      const fix = `Take them out of ${pathInMessage(path)} or of the other spec, or move one of the two from ${pathInMessage(dirname(path))}`;
      return problem("unusable-device", message, { path, devices, fix });
    },
  );
}
