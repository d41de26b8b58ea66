import { runWell } from "./command.ts";

/**
 * A character device that every kernel has and no runtime lets a container open by itself: /dev/kmsg. Opening it for
 * writing asks for no privilege, so where that fails, a cgroup rule is missing.
 */
export const kernelLog = { major: 1, minor: 11 };

/** Makes a device node on the host, with mode 0640, where a spec's hostPath can point to it; its path. */
export function makeHostNode(path: string): string {
  runWell("mknod", ["-m", "640", path, "c", String(kernelLog.major), String(kernelLog.minor)]);
  return path;
}
