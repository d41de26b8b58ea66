import type { HostTree } from "../../host/host-tree.ts";
import { sysfsText } from "../../host/sysfs-value.ts";

/** One of the driver stacks that FPGAs of Intel have: a management engine and ports, below one entry of a class. */
export interface IntelStack {
  readonly classDirectory: string;
  readonly entry: RegExp;
  readonly engine: RegExp;
  readonly port: RegExp;
  /** What logic must be made for to fit, from the directory of the engine. */
  readonly interfaceId: (host: HostTree, engine: string) => string | undefined;
}

/** That of the kernel, and the one that came with the cards before. */
export const intelStacks: readonly IntelStack[] = [
  {
    classDirectory: "/sys/class/fpga_region",
    entry: /^region\d+$/,
    engine: /^dfl-fme\.\d+$/,
    port: /^dfl-port\.\d+$/,
    interfaceId: compatibilityId,
  },
  {
    classDirectory: "/sys/class/fpga",
    entry: /^intel-fpga-dev\.\d+$/,
    engine: /^intel-fpga-fme\.\d+$/,
    port: /^intel-fpga-port\.\d+$/,
    interfaceId: (host, engine) => sysfsText(host, `${engine}/pr/interface_id`),
  },
];

/** That of the first region below the engine, for a card has the same for all. */
function compatibilityId(host: HostTree, engine: string): string | undefined {
  for (const name of host.list(engine) ?? []) {
    if (!/^dfl-fme-region\.\d+$/.test(name)) continue;
    for (const region of host.list(`${engine}/${name}/fpga_region`) ?? []) {
      const id = sysfsText(host, `${engine}/${name}/fpga_region/${region}/compat_id`);
      if (id !== undefined) return id;
    }
  }
  return undefined;
}
