import { csvMode } from "./csv-mode.ts";
import { gpuMode } from "./gpu-mode.ts";
import { imexMode } from "./imex-mode.ts";
import { managementMode } from "./management-mode.ts";
import type { Mode } from "./mode.ts";
import { nodeModes } from "./node-modes.ts";
import { vfioMode } from "./vfio-mode.ts";
import { wslMode } from "./wsl-mode.ts";

/** What `--mode` takes. */
export const modes: ReadonlyMap<string, Mode> = new Map([
  ["gpu", gpuMode],
  ["management", managementMode],
  ["wsl", wslMode],
  ["csv", csvMode],
  ["imex", imexMode],
  ["vfio", vfioMode],
  ...nodeModes,
]);

/** What other tools call modes. */
export const modeAliases: ReadonlyMap<string, string> = new Map([["nvml", "gpu"]]);
