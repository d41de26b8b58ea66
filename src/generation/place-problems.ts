import { directoryFault } from "../host/directory-fault.ts";
import { type Problem, problem } from "../problems.ts";

/** What is wrong with directories that hold parts of a machine. A machine cannot be known by what is not there of it. */
export function placeProblems(directories: readonly (string | undefined)[]): Problem[] {
  const given = directories.filter((path) => path !== undefined);
  return given.flatMap((path) => {
    const fault = directoryFault(path);
    return fault === undefined ? [] : [problem("unreadable-directory", `Cannot look: ${fault}`, { path })];
  });
}
