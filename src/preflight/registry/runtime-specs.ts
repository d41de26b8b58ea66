import { isLowerVersion, minimumVersion, normalizeVersion } from "../../cdi/versions.ts";
import { grouped } from "../../host/grouped.ts";
import { type Problem, problem } from "../../problems.ts";
import type { DefinedDevice, ValidSpecFile } from "../../registry/defined-device.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import type { RuntimeVersion } from "../runtime-version.ts";
import type { Subject } from "../subject.ts";
import { cdiSwitches } from "./cdi-switches.ts";
import type { CdiSupport } from "./runtime-support.ts";
import { firstFor, howMany, namedRanges, type SupportRange, supportRanges } from "./support-ranges.ts";

/** Whether the version of a runtime knows CDI, is told to read specs, and takes those of the devices. */
export const runtimeSpecs: Check = {
  name: "runtime-specs",
  run: (subject) => {
    const { runtime, devices } = subject;
    const ranges = runtime ? supportRanges(runtime) : [];
    if (!runtime || ranges.length === 0 || devices.length === 0) return [];
    if (howMany(ranges, knowsNothing) === "all") return [withoutCdi(runtime)];
    const files = grouped(devices, ({ file }) => file);
    return [
      ...switchedOff(runtime, ranges, subject),
      ...[...files].flatMap(([file, those]) => refusals(file, those, runtime, ranges)),
    ];
  },
};

function knowsNothing({ highest }: CdiSupport): boolean {
  return highest === undefined;
}

function withoutCdi(runtime: RuntimeVersion): Problem {
  const name = `${runtime.name} ${runtime.version.join(".")}`;
  const message = `Cannot give devices to containers of ${name}: it knows nothing of CDI`;
  const first = firstFor(runtime, (row) => !knowsNothing(row));
  return problem("runtime-without-cdi", message, { fix: `Update ${runtime.name} to ${first} or later` });
}

function switchedOff(runtime: RuntimeVersion, ranges: readonly SupportRange[], { host }: Subject): Problem[] {
  const name = ranges.find(({ row }) => row.off)?.row.off;
  const found = name === undefined ? undefined : cdiSwitches[name];
  if (!found || found.isOn(host) === true) return [];
  const those = namedRanges(runtime, ranges, ({ off }) => off !== undefined);
  const message = `${those} reads no CDI specs until it is told to, and then a device is missing without an error`;
  return [problem("cdi-off-by-default", message, { fix: found.fix })];
}

function refusals(
  { spec, path }: ValidSpecFile,
  those: readonly DefinedDevice[],
  runtime: RuntimeVersion,
  ranges: readonly SupportRange[],
): Problem[] {
  const own = normalizeVersion(spec.cdiVersion);
  const refuses = ({ highest }: CdiSupport) => highest === undefined || isLowerVersion(highest, own);
  const extent = howMany(ranges, refuses);
  if (extent === "none") return [];
  const where = pathInMessage(path);
  const which = namedRanges(runtime, ranges, refuses);
  const message = `Cannot load ${where} in ${which}: its cdiVersion ${own} is higher than ${which} takes${extent === "some" ? "" : highestOf(ranges)}, and its devices are "unresolvable"`;
  const place = { path, devices: those.map(({ name }) => name), fix: fixFor(spec, where, runtime, ranges, refuses) };
  return [problem(extent === "all" ? "runtime-refuses-spec" : "runtime-may-refuse-spec", message, place)];
}

function highestOf(ranges: readonly SupportRange[]): string {
  const highest = ranges.at(-1)?.row.highest;
  return highest === undefined ? "" : `, which is ${highest} at most`;
}

function fixFor(
  spec: ValidSpecFile["spec"],
  where: string,
  runtime: RuntimeVersion,
  ranges: readonly SupportRange[],
  refuses: (row: CdiSupport) => boolean,
): string {
  const needed = minimumVersion(spec);
  const isTaken = ranges.some(({ row }) => row.highest !== undefined);
  const suffices = ranges.every(({ row }) => row.highest === undefined || !isLowerVersion(row.highest, needed));
  if (isTaken && suffices) {
    return `Set cdiVersion in ${where} to ${needed}, which its fields need (cdictl generate writes it with --cdi-version ${needed})`;
  }
  const first = firstFor(runtime, (row) => !refuses(row));
  const update = first === undefined ? "" : `Update ${runtime.name} to ${first} or later, or `;
  const rest = `${update}write ${where} without the fields that need cdiVersion ${needed}`;
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
