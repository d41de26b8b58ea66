import type { HostTree } from "../../host/host-tree.ts";
import type { ContainerProcess } from "../../oci/container.ts";
import { nameInMessage, pathInMessage } from "../../registry/name-in-message.ts";
import { toolkitConfig } from "./toolkit-config.ts";

/**
 * The words of a process's environment by which it asks NVIDIA's runtime and hook for devices, for a message; undefined
 * where it does not. Even `none` asks, for the files of the driver without a device. Source: nvidia-container-toolkit
 * internal/config/image.
 */
export function environmentRequest(env: readonly string[]): string | undefined {
  const value = lastValue(env, "NVIDIA_VISIBLE_DEVICES");
  if (value !== undefined) {
    const names = value.split(",").map((name) => name.trim());
    const asks = names.some((name) => name !== "") && !names.includes("void");
    return asks ? pathInMessage(nameInMessage(`NVIDIA_VISIBLE_DEVICES=${value}`)) : undefined;
  }
  const version = lastValue(env, "CUDA_VERSION");
  if (!version || lastValue(env, "NVIDIA_REQUIRE_CUDA")) return undefined;
  return pathInMessage(nameInMessage(`CUDA_VERSION=${version}`)).concat(
    " without NVIDIA_REQUIRE_CUDA, as in old images",
  );
}

/** The same as far as it counts on a host. */
export function heededRequest(process: ContainerProcess, host: HostTree): string | undefined {
  const isPrivileged = process.capabilities?.bounding.includes("CAP_SYS_ADMIN") === true;
  return isPrivileged || toolkitConfig(host).heedsUnprivileged ? environmentRequest(process.env) : undefined;
}

/** Of a variable that stands there several times the last one counts, for programs as well as for the toolkit. */
function lastValue(env: readonly string[], name: string): string | undefined {
  return env.findLast((entry) => entry.startsWith(`${name}=`))?.slice(name.length + 1);
}
