import type { Device, Mount } from "../../../cdi/spec.ts";
import { lookInside } from "../../../host/look-inside.ts";
import { problem } from "../../../problems.ts";
import { withNodes } from "../../nodes/with-nodes.ts";
import { noRuntime } from "../driver/driver-edits.ts";
import { mountOf } from "../driver/driver-file.ts";
import { readOnly } from "../driver/mount-options.ts";
import { nodesIn } from "../nodes/nodes-in.ts";
import type { Site } from "../site.ts";
import type { Mode } from "./mode.ts";

interface NodeModeRow {
  readonly name: string;
  readonly kind: string;
  readonly nodes: readonly (readonly [folder: string, form: RegExp])[];
  /** Files and directories of the machine that belong to it. */
  readonly mounts?: readonly string[];
}

const rows: readonly NodeModeRow[] = [
  {
    name: "gds",
    kind: "nvidia.com/gds",
    nodes: [["/dev", /^nvidia-fs\d+$/]],
    mounts: ["/run/udev", "/etc/cufile.json"],
  },
  { name: "gdrcopy", kind: "nvidia.com/gdrcopy", nodes: [["/dev", /^gdrdrv$/]] },
  { name: "mofed", kind: "nvidia.com/mofed", nodes: [["/dev/infiniband", /^(?:uverbs\d+|rdma_cm)$/]] },
  { name: "nvswitch", kind: "nvidia.com/nvswitch", nodes: [["/dev", /^nvidia-nvswitch(?:ctl|\d+)$/]] },
];

/** Modes that are a few nodes, all in one device. */
export const nodeModes: ReadonlyMap<string, Mode> = new Map(rows.map((row) => [row.name, modeOf(row)]));

function modeOf({ name, kind, nodes, mounts = [] }: NodeModeRow): Mode {
  return {
    kind,
    find: (site) => {
      const deviceNodes = nodes.flatMap(([folder, form]) => nodesIn(site, folder, form));
      if (deviceNodes.length === 0) site.report(problem("odd-device", `There are no device nodes for mode ${name}`));
      const found = mounts.flatMap((path) => mountAt(site, path));
      const all: Device = {
        name: "all",
        containerEdits: { ...withNodes(deviceNodes), ...(found.length > 0 && { mounts: found }) },
      };
      return { devices: deviceNodes.length === 0 ? [] : [all], edits: { env: [noRuntime] } };
    },
  };
}

function mountAt(site: Site, path: string): readonly Mount[] {
  const { tree } = site.driver;
  const [realPath, stats] = [tree.realPath(path), lookInside(tree, path)];
  if (realPath === undefined || !(stats?.isFile() || stats?.isDirectory()) || !site.trust.allows(realPath)) return [];
  return [mountOf(site, { realPath, containerPath: path }, readOnly)];
}
