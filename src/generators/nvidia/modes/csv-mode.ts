import type { Device } from "../../../cdi/spec.ts";
import { problem } from "../../../problems.ts";
import { withNodes } from "../../nodes/with-nodes.ts";
import { valuesOf } from "../../option-values.ts";
import { nvidiaNode } from "../nodes/nvidia-node.ts";
import type { Site } from "../site.ts";
import { csvEdits } from "./csv-edits.ts";
import { type CsvEntry, csvEntries, isMatch, pathLimit, pathsOf } from "./csv-entries.ts";
import type { Mode } from "./mode.ts";

/** Where NVIDIA's packages for Tegra have their lists. */
export const listFolder = "/etc/nvidia-container-runtime/host-files-for-container.d";
const usual: readonly string[] = ["devices", "drivers", "l4t"].map((name) => `${listFolder}/${name}.csv`);
const limit = 1024 * 1024;

/** The GPU of a Tegra: what NVIDIA's lists on the machine say it consists of. */
export const csvMode: Mode = {
  kind: "nvidia.com/gpu",
  find: (site) => {
    const entries = entriesOf(site);
    const nodes = entries.filter(({ type }) => type === "dev").map(({ path }) => nvidiaNode(site, path));
    const deviceNodes = nodes.flatMap((found) => ("node" in found ? [found.node] : []));
    if (deviceNodes.length === 0) {
      site.report(problem("odd-device", `The lists in ${listFolder} name no device that is there`));
    }
    const names = deviceNodes.length === 0 ? [] : ["0", "all"];
    const devices = names.map((name): Device => ({ name, containerEdits: withNodes(deviceNodes) }));
    return { devices, edits: csvEdits(site, entries) };
  },
};

/** What the lists name, patterns among it as what there is of them. */
function entriesOf(site: Site): readonly CsvEntry[] {
  const asked = valuesOf(site.options, "csv.file");
  const ignored = valuesOf(site.options, "csv.ignore-pattern");
  const listed = (asked.length > 0 ? asked : usual).flatMap((file) =>
    csvEntries(site.driver.tree.readText(file, limit) ?? ""),
  );
  return listed.flatMap(({ type, path: pattern }) => {
    const { tree } = type === "dev" ? site.devices : site.driver;
    const paths = pathsOf(tree, pattern);
    if (paths.length === pathLimit) {
      site.report(problem("odd-device", `Only the first ${pathLimit} paths of ${pattern} are looked at`));
    }
    const wanted = paths.filter((path) => type !== "sym" || !ignored.some((ignore) => isMatch(path, ignore)));
    return wanted.map((path) => ({ type, path }));
  });
}
