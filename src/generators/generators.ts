import type { Generator } from "./generator.ts";
import type { GeneratorName } from "./generator-names.ts";

/** Loads one generator and no other. */
export function loadGenerator(name: GeneratorName): Promise<Generator> {
  return loaders[name]();
}

const loaders: Readonly<Record<GeneratorName, () => Promise<Generator>>> = {
  nvidia: async () => (await import("./nvidia/nvidia.ts")).nvidia,
  serial: async () => (await import("./serial/serial.ts")).serial,
};
