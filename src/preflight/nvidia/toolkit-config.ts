import type { HostTree } from "../../host/host-tree.ts";
import { oncePer } from "../once-per.ts";
import { tomlValue } from "./toml-value.ts";

/** What NVIDIA's container toolkit is told to do. */
export interface ToolkitConfig {
  /** Where it stands; undefined where there is none, and the defaults count. */
  readonly path: string | undefined;
  /** `auto` unless told: that of NVIDIA's runtime, which its hook looks at as well. */
  readonly mode: string;
  /** Whether the hook works in any mode. */
  readonly skipsModeDetection: boolean;
  /** Whether the environment of containers without CAP_SYS_ADMIN counts. */
  readonly heedsUnprivileged: boolean;
}

/** In the order in which the hook looks. Source: nvidia-container-toolkit cmd/nvidia-container-runtime-hook. */
const paths = [
  "/run/nvidia/driver/etc/nvidia-container-runtime/config.toml",
  "/etc/nvidia-container-runtime/config.toml",
];

export const toolkitConfig = oncePer((host: HostTree): ToolkitConfig => {
  const files = paths.map((path) => ({ path, text: host.readText(path) }));
  const { path, text = "" } = files.find((file) => file.text !== undefined) ?? {};
  return {
    path,
    mode: tomlValue(text, "nvidia-container-runtime", "mode") || "auto",
    skipsModeDetection: tomlValue(text, "nvidia-container-runtime-hook", "skip-mode-detection") === "true",
    heedsUnprivileged: tomlValue(text, "", "accept-nvidia-visible-devices-envvar-when-unprivileged") !== "false",
  };
});
