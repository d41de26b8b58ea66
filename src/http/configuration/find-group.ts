import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The number of a group by its name, or of a number by itself; undefined where there is no such group. What /etc/group
 * does not have is asked of the system, which may have a directory service.
 */
export function findGroup(name: string, root = "/"): number | undefined {
  if (/^\d{1,9}$/.test(name)) return Number(name);
  return numberIn(readGroups(root), name) ?? (root === "/" ? numberIn(askSystem(name), name) : undefined);
}

/** Of `NAME:PASSWORD:NUMBER:MEMBERS`. */
function numberIn(groups: string, name: string): number | undefined {
  const fields = groups.split("\n").map((line) => line.split(":"));
  const digits = fields.find(([candidate]) => candidate === name)?.[2];
  return digits !== undefined && /^\d+$/.test(digits) ? Number(digits) : undefined;
}

function readGroups(root: string): string {
  try {
    return readFileSync(join(root, "etc/group"), "utf8");
  } catch {
    return "";
  }
}

/** Empty where the system has no such program, or nothing to say. */
function askSystem(name: string): string {
  const { stdout } = spawnSync("getent", ["--", "group", name], { encoding: "utf8", timeout: 5_000 });
  return stdout ?? "";
}
