import { loadedDriver, writeLibraries, writePrograms } from "../generators/nvidia/fake-driver.ts";
import { gpuParts } from "../generators/nvidia/fake-gpu.ts";
import { migParts } from "../generators/nvidia/fake-mig.ts";
import { gpuServerParts } from "../generators/rdma/gpu-server.ts";
import { plainHost } from "../generators/rdma/rdma-hosts.ts";
import { adapterHost } from "../generators/serial/serial-hosts.ts";
import { adapterParts, phantomParts, ttyParts } from "../generators/serial/tty-parts.ts";
import { controllerParts } from "../generators/sysfs-parts.ts";
import { type FakeHost, type FakeHostParts, fakeHost, together } from "./fake-host.ts";
import { writeManifest } from "./host-copy.ts";

const version = "580.105.08";
const folder = "/usr/lib/x86_64-linux-gnu";
const sonames = [
  "cuda",
  "cudadebugger",
  "nvidia-ml",
  "nvidia-ptxjitcompiler",
  "nvidia-cfg",
  "nvidia-opencl",
  "nvidia-nvvm",
];

/** The root of a copy of a small server to try the generators on: a GPU, an RDMA device and a serial adapter. */
export function sampleServer(): string {
  const gpu = gpuParts({ address: "0000:0f:00.0", minor: 0, model: "NVIDIA H100 80GB HBM3", numaNode: 0 });
  const host = fakeHost(together(loadedDriver(version), gpu, plainHost, adapterHost()));
  host.add(writeLibraries(host.root, { folder, version, sonames: ["libcuda.so.1", "libnvidia-ml.so.1"] }));
  writePrograms(host.root, ["/usr/bin/nvidia-smi", "/usr/bin/nvidia-cdi-hook"]);
  return copied(host);
}

/** The root of a copy of a server with eight GPUs, each divided into seven, and eight RDMA devices. */
export function gpuServer(): string {
  const host = fakeHost(together(loadedDriver(version), gpuServerParts()));
  const instances = Object.fromEntries(range(7).map((index) => [index + 1, [0]]));
  for (const minor of range(8)) host.add(migParts(minor, instances));
  host.add(writeLibraries(host.root, { folder, version, sonames: sonames.map((name) => `lib${name}.so.1`) }));
  writePrograms(host.root, ["/usr/bin/nvidia-smi", "/usr/bin/nvidia-cuda-mps-control", "/usr/bin/nvidia-cdi-hook"]);
  return copied(host);
}

/**
 * The root of a copy of a host with 4,096 terminals: 64 of the console, UARTs without a chip, and eight adapters of four
 * ports. Kernels since 6.8 have two more directories for each UART.
 */
export function terminalServer({ isRecent }: { readonly isRecent: boolean }): string {
  const host = fakeHost(controllerParts);
  const directories = range(64).map((index) => `/sys/devices/virtual/tty/tty${index}`);
  const links = Object.fromEntries(directories.map((path, index) => [`/sys/class/tty/tty${index}`, path]));
  host.add({ directories, links });
  if (isRecent) host.add(phantomParts(0, 3999));
  else
    for (const line of range(4000))
      host.add(ttyParts(`ttyS${line}`, "/sys/devices/platform/serial8250", `4:${64 + line}`, { type: "0" }));
  for (const index of range(8)) host.add(fourPorts(index));
  return copied(host);
}

function fourPorts(index: number): FakeHostParts {
  return adapterParts({
    at: `1-${index + 1}`,
    attributes: {
      idVendor: "0403",
      idProduct: "6011",
      manufacturer: "FTDI",
      product: "Quad RS232-HS",
      serial: `FT${index}`,
    },
    driver: "ftdi_sio",
    ports: range(4).map((port) => [`ttyUSB${4 * index + port}`, 4 * index + port, port, 0]),
  });
}

function copied({ root, nodes }: FakeHost): string {
  writeManifest(root, Object.fromEntries(nodes));
  return root;
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
