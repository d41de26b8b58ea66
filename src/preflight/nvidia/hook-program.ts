import { basename } from "node:path";

/** NVIDIA's hook, under its present name and the one before. */
const programs: ReadonlySet<string> = new Set(["nvidia-container-runtime-hook", "nvidia-container-toolkit"]);

export function isLegacyHook(path: string): boolean {
  return programs.has(basename(path));
}

/** Where a hook has something to do before the program starts. */
export const startingStages = ["prestart", "createRuntime", "createContainer"] as const;
