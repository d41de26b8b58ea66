import type { RuntimeVersion } from "./runtime-version.ts";

/** The two programs that start containers, which the others call. */
export type OciRuntime = "runc" | "crun";

/**
 * By whose ways a container is judged: those of runc, which most engines call, unless crun was named. What crun alone would
 * make of it is a doubt then, if anything.
 */
export function ociRuntime(runtime: RuntimeVersion | undefined): OciRuntime {
  return runtime?.name === "crun" ? "crun" : "runc";
}

/** Whether it may be crun that starts the container: it was named, or nothing was that is known to be another. */
export function mayBeCrun(runtime: RuntimeVersion | undefined): boolean {
  return runtime?.name !== "runc";
}
