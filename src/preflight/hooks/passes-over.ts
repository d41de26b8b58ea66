import type { HookName } from "../../cdi/hook-names.ts";
import { ociRuntime } from "../oci-runtime.ts";
import type { Subject } from "../subject.ts";
import type { PlannedHook } from "./planned-hooks.ts";

/** Where nothing is said, no container starts. */
const harmless: Readonly<Partial<Record<HookName, (subject: Subject) => boolean>>> = {
  poststop: () => true,
  poststart: ({ runtime }) => ociRuntime(runtime) === "crun",
};

/** Whether the container starts all the same where a hook fails. Of crun, versions after 1.8 may end it after the start. */
export function passesOver({ stage }: PlannedHook, subject: Subject): boolean {
  return harmless[stage]?.(subject) === true;
}
