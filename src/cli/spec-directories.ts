import { defaultSpecDirs } from "../registry/default-spec-dirs.ts";
import { UsageError } from "./parse-arguments.ts";

/** The spec directories in ascending priority: those of the options, else of CDI_SPEC_DIRS, else the usual two. */
export function specDirectories(
  given: readonly string[] | undefined,
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  if (given?.includes("")) throw new UsageError("--spec-dir needs the path of a directory");
  if (given && given.length > 0) return given;
  const listed = (env["CDI_SPEC_DIRS"] ?? "").split(":").filter((directory) => directory !== "");
  return listed.length > 0 ? listed : defaultSpecDirs;
}
