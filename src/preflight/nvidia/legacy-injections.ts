import { pathInMessage } from "../../registry/name-in-message.ts";
import { oncePer } from "../once-per.ts";
import type { Subject } from "../subject.ts";
import { nvidiaEngines } from "./default-runtimes.ts";
import { legacyHookFiles } from "./hook-files.ts";
import { isLegacyHook, startingStages } from "./hook-program.ts";

/** What gives a container NVIDIA devices without CDI. */
export interface LegacyInjection {
  /** As the subject of a sentence. */
  readonly name: string;
  /** Whether it runs for sure, and is not for an engine to put in. */
  readonly isHookOfContainer: boolean;
  readonly removal: string;
}

/** All that there are for a subject's container, or for any where none is given. */
export const legacyInjections = oncePer((subject: Subject): readonly LegacyInjection[] => [
  ...ownHooks(subject),
  ...hookFiles(subject),
  ...nvidiaEngines(subject.host, subject.runtime?.name).map(({ name, path }) => ({
    name: `NVIDIA's runtime, with which ${name} starts containers by ${path},`,
    isHookOfContainer: false,
    removal: `make runc the default runtime in ${path}`,
  })),
]);

function ownHooks({ container }: Subject): readonly LegacyInjection[] {
  const hooks = startingStages.flatMap((stage) => container?.hooks.get(stage) ?? []);
  const paths = new Set(hooks.map(({ path }) => path).filter(isLegacyHook));
  return Array.from(paths, (path) => ({
    name: `the hook ${pathInMessage(path)} of the container`,
    isHookOfContainer: true,
    removal: "take the hook out of the OCI spec (docker run --gpus puts it in)",
  }));
}

/** Of podman and CRI-O; other engines look at no such files. */
function hookFiles({ container, host, runtime }: Subject): readonly LegacyInjection[] {
  const reads = runtime === undefined || runtime.name === "podman" || runtime.name === "cri-o";
  const files = reads ? legacyHookFiles(host, container) : [];
  return files.map((file) => ({
    name: `the hook of ${pathInMessage(file)}, which podman and CRI-O run,`,
    isHookOfContainer: false,
    removal: `remove ${pathInMessage(file)}`,
  }));
}
