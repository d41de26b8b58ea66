import { quote } from "../../cdi/quote.ts";
import { type Problem, problem } from "../../problems.ts";
import type { Check } from "../check.ts";
import type { Subject } from "../subject.ts";
import { heededRequest } from "./environment-request.ts";
import { gpuDevices, keepsLegacyOut } from "./gpu-devices.ts";
import { type LegacyInjection, legacyInjections } from "./legacy-injections.ts";
import { toolkitConfig } from "./toolkit-config.ts";

/**
 * Whether NVIDIA's hook or runtime gives a container GPUs beside CDI, which they do where its environment asks for some.
 * Source: nvidia-container-toolkit cmd/nvidia-container-runtime-hook and internal/modifier.
 */
export const legacyHooks: Check = {
  name: "legacy-hooks",
  run: (subject) => {
    const { container, host } = subject;
    const devices = gpuDevices(subject);
    if (devices.length === 0) return [];
    if (!container) {
      return keepsLegacyOut(subject) ? [] : legacyInjections(subject).map((each) => mayAdd(each, devices));
    }
    const request = heededRequest(container.process, host);
    if (request === undefined) return [];
    const injections = legacyInjections(subject);
    const hasRuntime = injections.some(({ isHookOfContainer }) => !isHookOfContainer);
    return injections.map((each) =>
      failsIn(each, subject) && !hasRuntime ? fails(each, subject) : adds(each, request, devices),
    );
  },
};

/** In modes other than this one the hook is for NVIDIA's runtime to take out, and fails where it runs all the same. */
function failsIn({ isHookOfContainer }: LegacyInjection, { host }: Subject): boolean {
  const { mode, skipsModeDetection } = toolkitConfig(host);
  return isHookOfContainer && mode !== "legacy" && mode !== "auto" && !skipsModeDetection;
}

function fails({ name, removal }: LegacyInjection, subject: Subject): Problem {
  const { mode, path } = toolkitConfig(subject.host);
  const message = `${capital(name)} fails and stops the container, as ${path} sets mode to ${quote(mode)}, in which it is not to be run by itself`;
  return problem("nvidia-hook-fails", message, {
    devices: gpuDevices(subject),
    fix: `${capital(removal)}, or ${voiding}`,
  });
}

function adds({ name, removal }: LegacyInjection, request: string, devices: readonly string[]): Problem {
  const message = `${capital(name)} gives the container GPUs as well, for its environment has ${request}: it may get others than were asked for, and files of the driver twice`;
  return problem("nvidia-injected-twice", message, { devices, fix: `${capital(voiding)}, or ${removal}` });
}

function mayAdd({ name, removal }: LegacyInjection, devices: readonly string[]): Problem {
  const message = `${capital(name)} gives containers GPUs as well where their image sets NVIDIA_VISIBLE_DEVICES, as NVIDIA's own do: they may get others than were asked for, and files of the driver twice`;
  return problem("nvidia-injected-twice", message, { devices, fix: `${capital(voiding)}, or ${removal}` });
}

const voiding =
  "put NVIDIA_VISIBLE_DEVICES=void into containerEdits.env of the spec, as cdictl generate nvidia --write does";

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
