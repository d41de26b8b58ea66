import { type FakeHostParts, nvidiaInformation, pciFunctionParts, together } from "../../host/fake-host.ts";
import { adapterParts, hcaParts, interfaceParts, managerParts } from "./hca-parts.ts";

/** Host bridges of the two sockets, each with two switches. */
const roots = ["pci0000:15", "pci0000:37", "pci0000:97", "pci0000:b7"];

/** The path of what is behind a port of the switch at a host bridge, whose buses are numbered upwards. */
function behindSwitch(root: number, slot: number): string {
  const bridge = roots[root] ?? "";
  const first = Number.parseInt(bridge.slice(-2), 16);
  const address = (bus: number, device: number): string =>
    `0000:${bus.toString(16).padStart(2, "0")}:${device.toString(16).padStart(2, "0")}.0`;
  return [
    bridge,
    address(first, 1),
    address(first + 1, 0),
    address(first + 2, slot),
    address(first + 3 + slot, 0),
  ].join("/");
}

function gpuParts(index: number): FakeHostParts {
  const [root, node] = [Math.floor(index / 2), index < 4 ? 0 : 1];
  const path = behindSwitch(root, index % 2);
  const address = path.slice(path.lastIndexOf("/") + 1);
  return together(pciFunctionParts({ path, driver: "nvidia", files: { numa_node: `${node}\n` } }), {
    files: { [`/proc/driver/nvidia/gpus/${address}/information`]: nvidiaInformation(index) },
    nodes: { [`/dev/nvidia${index}`]: `c 195:${index} 0666` },
  });
}

function adapterWithHca(index: number): FakeHostParts {
  const [root, node] = [Math.floor(index / 2), index < 4 ? 0 : 1];
  const path = behindSwitch(root, 2 + (index % 2));
  const netdev = `ens${index}np0`;
  return together(
    adapterParts(path, { files: { device: "0x1021\n", numa_node: `${node}\n` } }),
    interfaceParts(netdev, `/sys/devices/${path}`, { address: `a0:88:c2:00:00:0${index}` }),
    hcaParts({
      name: `mlx5_${index}`,
      at: `/sys/devices/${path}`,
      uverbs: 7 - index,
      attributes: { hca_type: "MT4129", fw_ver: "28.42.1000", node_guid: `a088:c203:0000:000${index}` },
      ports: [{ netdev, umad: index, attributes: { rate: "400 Gb/sec (4X NDR)" } }],
    }),
  );
}

/**
 * A server with eight GPUs and eight RDMA devices, two of each behind each of four switches, and with what shows the
 * console, which is no GPU.
 */
export function gpuServerParts(): FakeHostParts {
  const indices = Array.from({ length: 8 }, (_, index) => index);
  const console = { vendor: "0x1a03\n", class: "0x030000\n", numa_node: "0\n" };
  return together(
    managerParts,
    pciFunctionParts({ path: "pci0000:00/0000:00:1c.0/0000:02:00.0", driver: "ast", files: console }),
    ...indices.map(gpuParts),
    ...indices.map(adapterWithHca),
  );
}
