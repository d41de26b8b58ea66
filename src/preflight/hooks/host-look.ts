import { lstatSync, readlinkSync } from "node:fs";
import { type Absence, absenceOf } from "../../host/absence.ts";
import type { HostTree } from "../../host/host-tree.ts";
import { pathHere } from "../../host/look-inside.ts";
import { oncePer } from "../once-per.ts";
import type { Entry, Look } from "./follow-path.ts";

/** Looks at the paths of a host, at each of them once. */
export const hostLook = oncePer((host: HostTree): Look => {
  const known = new Map<string, Entry | Absence>();
  return (path) => {
    const entry = known.get(path) ?? entryAt(host, path);
    known.set(path, entry);
    return entry;
  };
});

function entryAt(host: HostTree, path: string): Entry | Absence {
  try {
    const here = pathHere(host, path);
    const stats = lstatSync(here);
    const { mode, uid, gid } = stats;
    return { mode, uid, gid, hostPath: path, ...(stats.isSymbolicLink() && { target: readlinkSync(here) }) };
  } catch (error) {
    return absenceOf(error);
  }
}
