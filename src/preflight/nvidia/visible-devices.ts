import type { HostTree } from "../../host/host-tree.ts";
import { problem } from "../../problems.ts";
import type { Check } from "../check.ts";
import { presence } from "../mounts/presence.ts";
import { heededRequest } from "./environment-request.ts";
import { gpuDevices } from "./gpu-devices.ts";
import { legacyInjections } from "./legacy-injections.ts";

/** Where NVIDIA's runtime is installed, by packages and by the GPU operator. */
const runtimes = [
  "/usr/bin/nvidia-container-runtime",
  "/usr/local/bin/nvidia-container-runtime",
  "/usr/local/nvidia/toolkit/nvidia-container-runtime",
];

/**
 * Whether the environment of a container asks NVIDIA's runtime for devices beside those of CDI. Nothing else reads that, so
 * it does not matter on a host without it; where it is known to run, that is told by `legacy-hooks`.
 */
export const visibleDevices: Check = {
  name: "visible-devices",
  run: (subject) => {
    const { container, host } = subject;
    const devices = gpuDevices(subject);
    if (!container || devices.length === 0) return [];
    const request = heededRequest(container.process, host);
    const runtime = request === undefined ? undefined : runtimeOn(host);
    if (runtime === undefined || legacyInjections(subject).length > 0) return [];
    const message = `The environment of the container has ${request}: started by ${runtime}, it gets GPUs by that as well as by CDI, and maybe others`;
    const fix = "Set NVIDIA_VISIBLE_DEVICES=void in process.env, as specs by cdictl generate nvidia --write do";
    return [problem("nvidia-visible-devices", message, { devices, fix })];
  },
};

function runtimeOn(host: HostTree): string | undefined {
  return runtimes.find((path) => presence(host, path) === "file");
}
