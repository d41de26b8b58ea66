import type { Spec } from "../../cdi/spec.ts";
import { type Problem, problem } from "../../problems.ts";
import type { Generated, Generator, GeneratorHost, GeneratorOptions } from "../generator.ts";
import { lastValueOf } from "../option-values.ts";
import { detectNvidia } from "./detect-nvidia.ts";
import { gpuMode } from "./modes/gpu-mode.ts";
import { modeAliases, modes } from "./modes/modes.ts";
import { usualMode } from "./modes/usual-mode.ts";
import { nvidiaSignals } from "./nvidia-signals.ts";
import { siteOf } from "./site.ts";

/** NVIDIA's GPUs and what belongs to them, from procfs, sysfs and the driver's files alone. */
export const nvidia: Generator = {
  name: "nvidia",
  kind: gpuMode.kind,
  signals: nvidiaSignals,
  detect: detectNvidia,
  generate,
};

function generate(host: GeneratorHost, options: GeneratorOptions): Generated {
  const asked = lastValueOf(options, "mode") ?? "auto";
  const mode = asked === "auto" ? modes.get(usualMode(host)) : modes.get(modeAliases.get(asked) ?? asked);
  const problems: Problem[] = [];
  if (!mode) {
    const known = [...modes.keys()].join(", ");
    return { spec: undefined, problems: [problem("odd-device", `There is no mode ${asked}; modes are ${known}`)] };
  }
  const { devices, edits } = mode.find(siteOf(host, options, (found) => problems.push(found)));
  const spec: Spec = { cdiVersion: "", kind: options.kind ?? mode.kind, devices: [...devices], containerEdits: edits };
  return { spec: devices.length === 0 ? undefined : spec, problems };
}
