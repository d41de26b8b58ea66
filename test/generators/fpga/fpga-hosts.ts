import { type FakeHostParts, together } from "../../host/fake-host.ts";
import { boundFunction, deviceParts, drmParts, nodeParts } from "../sysfs-parts.ts";

export const afuId = "d8424dc4a4a3c413f89e433683f9040b";
export const noAfuId = "f".repeat(32);
const interfaceId = "ce48969398f05f33946d560708be108a";

/** Where an FPGA is, with its entry in the class of its drivers. */
export interface FakeIntelFpga {
  /** Its PCI function, below `/sys/devices`. */
  readonly path: string;
  readonly number: number;
  /** The AFU ID of each port. */
  readonly ports: readonly string[];
  /** Whether it has the engine that programs it, as virtual functions have not. */
  readonly hasEngine?: boolean;
}

/** An FPGA with the drivers of the kernel. */
export function dflParts({ path, number, ports, hasEngine = true }: FakeIntelFpga): FakeHostParts {
  const directory = `/sys/devices/${path}/fpga_region/region${number}`;
  const engine = `${directory}/dfl-fme.${number}`;
  const compatId = `${engine}/dfl-fme-region.${number}/fpga_region/region${number + 1}/compat_id`;
  const files = { vendor: "0x8086\n", device: "0x0b30\n", class: "0x120000\n", numa_node: "1\n" };
  return together(
    boundFunction({ path, files, driver: "dfl-pci" }),
    { directories: [directory], links: { [`/sys/class/fpga_region/region${number}`]: directory } },
    hasEngine
      ? together(
          nodeParts({ directory: engine, numbers: `234:${number}`, node: `dfl-fme.${number}`, access: "0600 0" }),
          { files: { [compatId]: `${interfaceId}\n` } },
          { links: { [`/sys/class/fpga_region/region${number + 1}`]: compatId.slice(0, compatId.lastIndexOf("/")) } },
        )
      : {},
    ...ports.map((afu, id) => portParts(`${directory}/dfl-port.${number + id}`, afu, id)),
  );
}

function portParts(directory: string, afu: string, id: number): FakeHostParts {
  const node = directory.slice(directory.lastIndexOf("/") + 1);
  const numbers = `235:${/\d+$/.exec(node)?.[0]}`;
  return together(nodeParts({ directory, numbers, node, access: "0660 1001" }), {
    files: { [`${directory}/afu_id`]: `${afu}\n`, [`${directory}/id`]: `${id}\n` },
  });
}

const physical = "pci0000:5d/0000:5d:00.0/0000:5e:00.0";
const virtual = "pci0000:5d/0000:5d:00.0/0000:5e:00.1";

/** A card with one port, of which a virtual function has another. */
export const dfl = together(
  dflParts({ path: physical, number: 0, ports: [afuId] }),
  dflParts({ path: virtual, number: 4, ports: [afuId], hasEngine: false }),
  { links: { [`/sys/devices/${virtual}/physfn`]: "../0000:5e:00.0" } },
);

/** A card with several ports, one of them empty. */
export const dflPorts = dflParts({ path: physical, number: 0, ports: [afuId, noAfuId, afuId] });

const opaePath = "pci0000:5d/0000:5d:00.0/0000:5e:00.0";
const opaeDevice = `/sys/devices/${opaePath}/fpga/intel-fpga-dev.0`;

/** The drivers that came with cards before the kernel had any. */
export const opae = together(
  boundFunction({
    path: opaePath,
    files: { vendor: "0x8086\n", device: "0x09c4\n", class: "0x120000\n" },
    driver: "intel-fpga-pci",
  }),
  { links: { "/sys/class/fpga/intel-fpga-dev.0": opaeDevice } },
  nodeParts({
    directory: `${opaeDevice}/intel-fpga-fme.0`,
    numbers: "243:0",
    node: "intel-fpga-fme.0",
    access: "0600 0",
  }),
  { files: { [`${opaeDevice}/intel-fpga-fme.0/pr/interface_id`]: `${interfaceId}\n` } },
  portParts(`${opaeDevice}/intel-fpga-port.0`, afuId, 0),
);

const slot = "pci0000:d6/0000:d6:00.0/0000:d8:00";

/** A card for XRT: one function manages it, and the other is used; its shell has queues. */
export const alveo = together(
  boundFunction({
    path: `${slot}.0`,
    files: { vendor: "0x10ee\n", device: "0x5000\n", class: "0x120000\n", mgmt_pf: "", instance: "55296\n" },
    driver: "xclmgmt",
  }),
  { files: { "/dev/xclmgmt55296": "" }, nodes: { "/dev/xclmgmt55296": "c 239:0 0666 0" } },
  boundFunction({
    path: `${slot}.1`,
    files: {
      vendor: "0x10ee\n",
      device: "0x5001\n",
      class: "0x120000\n",
      user_pf: "",
      "rom.u.55297/VBNV": "xilinx_u200_gen3x16_xdma_2\n",
      "xmc.u.55297/serial_num": "21290605K00Q\n",
      "dma.qdma.u.55297/qdma/config": "",
    },
    driver: "xocl",
  }),
  drmParts(`/sys/devices/${slot}.1`, "card1", "renderD128"),
  { files: { "/dev/xfpga/dma.qdma.u55297.0": "" }, nodes: { "/dev/xfpga/dma.qdma.u55297.0": "c 238:0 0666 0" } },
);

const logic = "/sys/devices/platform/axi/axi:zyxclmm_drm";

/** A chip with processors and programmable logic. */
export const zynq = together(
  deviceParts(logic, "platform", {}, "zocl-drm"),
  drmParts(logic, "card0", "renderD128"),
  deviceParts("/sys/devices/platform/axi/fd4a0000.display", "platform", {}, "zynqmp-dpsub"),
  drmParts("/sys/devices/platform/axi/fd4a0000.display", "card1"),
);
