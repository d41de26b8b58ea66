import { dirname } from "node:path";
import { lookInside } from "../../../host/look-inside.ts";
import type { Site } from "../site.ts";
import type { DriverFile } from "./driver-file.ts";
import { SourceTrust } from "./source-trust.ts";

/** Places of the sockets by which programs talk to the driver's daemons. The first that is there counts. */
const sockets: readonly (readonly string[])[] = [
  ["/run/nvidia-persistenced/socket", "/var/run/nvidia-persistenced/socket"],
  ["/run/nvidia-fabricmanager/socket", "/var/run/nvidia-fabricmanager/socket"],
];

/** The pipes of the daemon that shares a GPU among processes. */
const mpsFolder = "/tmp/nvidia-mps";

/** The sockets that are there. Their daemons do not run as root, so they are those of other users. */
export function findSockets(site: Site): readonly DriverFile[] {
  const { tree } = site.driver;
  const trust = new SourceTrust(tree, site.report, "any");
  const found = sockets.flatMap((paths): readonly DriverFile[] => {
    const path = paths.find((at) => lookInside(tree, at)?.isSocket());
    const realPath = path === undefined ? undefined : tree.realPath(path);
    return path === undefined || realPath === undefined || !trust.allows(realPath)
      ? []
      : [{ realPath, containerPath: path }];
  });
  return [...found, ...mps(site, trust)];
}

/**
 * Anybody can make a directory in `/tmp`, and containers would talk to whoever listens there: it counts only where the
 * owner of the machine made it. It may be open to all, as users of MPS write there.
 */
function mps({ driver: { tree } }: Site, trust: SourceTrust): readonly DriverFile[] {
  const [stats, root] = [lookInside(tree, mpsFolder), lookInside(tree, "/")];
  const isReal = tree.realPath(mpsFolder) === `${tree.realPath(dirname(mpsFolder))}/nvidia-mps`;
  return isReal && stats?.isDirectory() && stats.uid === root?.uid && trust.holds(mpsFolder)
    ? [{ realPath: mpsFolder, containerPath: mpsFolder }]
    : [];
}
