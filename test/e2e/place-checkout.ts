import { cpSync, rmSync, symlinkSync } from "node:fs";
import type { Machine } from "./machine.ts";
import { productionModules } from "./production-modules.ts";

/** Where documents that start from a clone are followed. */
export const checkout = "/opt/checkout";

/** Gives a machine a built clone of this repository, and the command that its units run. */
export function placeCheckout(machine: Machine): void {
  for (const path of ["dist", "contrib", ...productionModules()])
    cpSync(path, machine.path(`${checkout}/${path}`), { recursive: true });
  rmSync(machine.path("/usr/bin/cdictl"), { force: true });
  symlinkSync(`${checkout}/dist/cli/cdictl.cjs`, machine.path("/usr/bin/cdictl"));
}
