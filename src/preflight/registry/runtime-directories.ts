import { dirname } from "node:path";
import { grouped } from "../../host/grouped.ts";
import type { HostTree } from "../../host/host-tree.ts";
import { type Problem, problem } from "../../problems.ts";
import { defaultSpecDirs } from "../../registry/default-spec-dirs.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import type { RuntimeVersion } from "../runtime-version.ts";
import type { Subject } from "../subject.ts";
import type { CdiSupport } from "./runtime-support.ts";
import { firstFor, howMany, namedRanges, type SupportRange, supportRanges } from "./support-ranges.ts";

/** Whether the runtime looks into the directories that the devices' specs are in. */
export const runtimeDirectories: Check = {
  name: "runtime-directories",
  run: (subject) => {
    const { runtime, devices } = subject;
    const ranges = (runtime ? supportRanges(runtime) : []).filter(({ row }) => row.highest !== undefined);
    if (!runtime || ranges.length === 0) return [];
    const directories = grouped(devices, ({ path }) => dirname(path));
    return [...directories].flatMap(([directory, those]) => {
      const names = those.map(({ name }) => name);
      return unseen(directory, names, runtime, ranges, subject);
    });
  },
};

function unseen(
  directory: string,
  devices: readonly string[],
  runtime: RuntimeVersion,
  ranges: readonly SupportRange[],
  { host }: Subject,
): Problem[] {
  const real = realInside(host, directory);
  const sees = ({ directories = defaultSpecDirs }: CdiSupport) =>
    directories.some((each) => (host.realPath(each) ?? usualPath(each)) === real);
  const isUsual = defaultSpecDirs.some((each) => (host.realPath(each) ?? usualPath(each)) === real);
  const extent = howMany(ranges, (row) => !sees(row));
  if (extent === "none" || configuresDirectories(host, runtime)) return [];
  const where = pathInMessage(directory);
  const which = namedRanges(runtime, ranges, (row) => !sees(row));
  const message = `${which} does not look into ${where}, unless it is told to`;
  const first = isUsual ? firstFor(runtime, (row) => row.highest !== undefined && sees(row)) : undefined;
  const update = first === undefined ? "" : `, or update ${runtime.name} to ${first} or later`;
  const place = { path: directory, devices, fix: `Move the spec to ${etc}${update}` };
  return [problem(extent === "all" && isUsual ? "spec-unseen" : "spec-may-be-unseen", message, place)];
}

const etc = "/etc/cdi";

/** A spec directory is given as a path of this machine, with the root in front. */
function realInside(host: HostTree, directory: string): string {
  const isInside = host.root !== "/" && directory.startsWith(`${host.root}/`);
  const path = isInside ? directory.slice(host.root.length) : directory;
  return host.realPath(path) ?? usualPath(path);
}

/** On every system of today the one is a link to the other. */
function usualPath(path: string): string {
  return path.replace(/^\/var\/run\//, "/run/");
}

/** Podman and buildah read their directories there; which ones, and in whose file, is for their users to know. */
function configuresDirectories(host: HostTree, { name }: RuntimeVersion): boolean {
  if (name !== "podman" && name !== "buildah") return false;
  const paths = ["/etc/containers/containers.conf", "/usr/share/containers/containers.conf"];
  return paths.some((path) => /^[ \t]*cdi_spec_dirs[ \t]*=/m.test(host.readText(path) ?? ""));
}
