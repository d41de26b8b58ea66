import type { HostTree } from "../../host/host-tree.ts";
import type { Container } from "../../oci/container.ts";
import { objectIn, stringIn, stringsIn } from "../../oci/json-reading.ts";
import { isLegacyHook, startingStages } from "./hook-program.ts";

/** A file in the first takes the place of one of the same name in the second. */
const directories = ["/etc/containers/oci/hooks.d", "/usr/share/containers/oci/hooks.d"];

/** As many files as are looked at in a directory. */
const mostFiles = 256;

/**
 * The files by which podman and CRI-O run NVIDIA's hook for a container, or for some containers where none is given.
 * Source: containers/common pkg/hooks.
 */
export function legacyHookFiles(host: HostTree, container: Container | undefined): readonly string[] {
  const seen = new Set<string>();
  return directories.flatMap((directory) =>
    (host.list(directory) ?? [])
      .filter((name) => name.endsWith(".json"))
      .slice(0, mostFiles)
      .filter((name) => {
        const isFirst = !seen.has(name);
        seen.add(name);
        return isFirst && runsLegacyHook(host.readText(`${directory}/${name}`) ?? "", container);
      })
      .map((name) => `${directory}/${name}`),
  );
}

/** Whether the text of such a file has NVIDIA's hook run. Patterns are not tried: they may or may not fit. */
export function runsLegacyHook(text: string, container: Container | undefined): boolean {
  const { hook, stages, stage, when } = objectIn(parsed(text));
  const path = stringIn(hook) ?? stringIn(objectIn(hook)["path"]) ?? "";
  if (!isLegacyHook(path)) return false;
  const own = stringsIn(stages ?? stage);
  return startingStages.some((name) => own.includes(name)) && mayFit(objectIn(when), container);
}

/** The conditions of version 1.0.0, all of which must be so. */
function mayFit(when: Readonly<Record<string, unknown>>, container: Container | undefined): boolean {
  if (when["always"] === false || when["hasBindMounts"] === false) return false;
  const annotations = Object.keys(objectIn(when["annotations"])).length;
  return annotations === 0 || container === undefined || container.annotations.size > 0;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
