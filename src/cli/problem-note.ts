import { isError } from "../problems.ts";
import type { Snapshot } from "../registry/snapshot.ts";
import type { World } from "./world.ts";

/** Tells a person that not everything could be loaded, in one line on standard error. */
export function problemNote(snapshot: Snapshot, world: World): void {
  const count = snapshot.problems().filter(isError).length;
  if (count > 0)
    world.stderr(
      `cdictl: ${count} ${count === 1 ? "problem" : "problems"} found while loading; see cdictl list problems\n`,
    );
}
