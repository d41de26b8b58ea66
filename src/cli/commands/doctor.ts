import type { HostTree } from "../../host/host-tree.ts";
import { isDirectory } from "../../host/is-directory.ts";
import { pathHere } from "../../host/look-inside.ts";
import { openHostCopy } from "../../host/open-host-tree.ts";
import { preflight } from "../../preflight/preflight.ts";
import { parseRuntimeVersion, type RuntimeVersion, runtimeNames } from "../../preflight/runtime-version.ts";
import { problem } from "../../problems.ts";
import { defaultSpecDirs } from "../../registry/default-spec-dirs.ts";
import { inspectDirectories } from "../../registry/load-snapshot.ts";
import type { Command, CommandContext, Result } from "../command.ts";
import { diagnosis } from "../diagnosis.ts";
import { readOciInput } from "../oci-input.ts";
import { UsageError } from "../parse-arguments.ts";
import { withProgress } from "../progress-line.ts";

export const command: Command = {
  description: `Says whether devices will work, before a container starts: their nodes and numbers, who may open them and
what the cgroup rules say, mounts and their propagation, hooks, SELinux, AppArmor, seccomp, limits and capabilities, network
interfaces and who else has them, NVIDIA's driver and older hooks, specs that hide each other, and what the runtime makes of
them. For each fault it says what was found and how to mend it. Without devices it looks at all there are. With --oci it
looks at the container of an OCI spec, a file or a bundle directory as it is before injection; with --runtime at what that
version of a runtime, such as podman@5.2, makes of the specs; with --root at the tree of another host. What cannot be looked
at is told as unknown. Exit status 1 for an error, 0 where there are warnings at most.`,
  examples: [
    "cdictl doctor",
    "cdictl doctor nvidia.com/gpu=0 --oci /run/bundle",
    "cdictl doctor 'rdma.dev/hca=*' --runtime containerd@1.7",
    "cdictl doctor nvidia.com/gpu=0 --format json | jq -r '.[] | select(.severity == \"error\").fix'",
  ],
  run: doctor,
};

async function doctor(context: CommandContext): Promise<Result> {
  const { positionals, options, world } = context;
  const runtime = runtimeIn(options.get("runtime")?.[0]);
  const root = options.get("root")?.[0] ?? "/";
  if (!isDirectory(root)) return refuse("unreadable-directory", "Cannot look: no such directory", root);
  const [file] = options.get("oci") ?? [];
  const input = file === undefined ? undefined : readOciInput(file, world);
  if (input && "code" in input) return { status: 1, problems: [input] };
  const host = openHostCopy(root);
  const snapshot = await withProgress(world, "Loading specs", (onProgress) =>
    inspectDirectories(specDirsOn(host, context), { onProgress }),
  );
  const all = Array.from(snapshot.devices(), ({ name }) => name);
  const names = positionals.length > 0 ? positionals : all;
  const found = preflight({
    host,
    snapshot,
    names,
    runtime,
    ...(input && { document: input.document, path: input.path }),
  });
  return diagnosis(found, world);
}

function refuse(code: "unreadable-directory", message: string, path: string): Result {
  return { status: 1, problems: [problem(code, message, { path })] };
}

/** @throws UsageError */
function runtimeIn(text: string | undefined): RuntimeVersion | undefined {
  const runtime = text === undefined ? undefined : parseRuntimeVersion(text);
  if (text === undefined || runtime) return runtime;
  throw new UsageError(
    `--runtime must be NAME or NAME@VERSION with one of ${runtimeNames.join(", ")}, not ${JSON.stringify(text)}`,
  );
}

/** Those that were named; else the usual ones of the host, whose links lead where they lead there. */
function specDirsOn(host: HostTree, { options, specDirs, world }: CommandContext): readonly string[] {
  const isNamed = options.has("spec-dir") || (world.env["CDI_SPEC_DIRS"] ?? "") !== "";
  if (host.root === "/" || isNamed) return specDirs;
  return defaultSpecDirs.map((dir) => pathHere(host, host.realPath(dir) ?? dir));
}
