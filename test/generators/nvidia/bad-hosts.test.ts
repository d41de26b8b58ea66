import { chmodSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inspectSpec } from "../../../src/cdi/inspect-spec.ts";
import { printSpec } from "../../../src/cdi/print-spec.ts";
import { nvidia } from "../../../src/generators/nvidia/nvidia.ts";
import { polish } from "../../../src/generators/polish.ts";
import { HostTree } from "../../../src/host/host-tree.ts";
import { fakeHost } from "../../host/fake-host.ts";
import { asOrdinaryUser } from "../../registry/ordinary-user.ts";
import { loadedDriver, writeLibraries } from "./fake-driver.ts";
import { gpuParts } from "./fake-gpu.ts";
import { generate } from "./generate.ts";
import { messagesIn, mountsIn, namesIn } from "./said.ts";
import { simpleFolder, simpleHost, simpleVersion } from "./simple-host.ts";

const information = "/proc/driver/nvidia/gpus/0000:01:00.0/information";
function symlinkInPlace(path: string): void {
  rmSync(path);
  symlinkSync("information", path);
}

const second = ["1", "GPU-00000001-0000-4000-8000-000000000000", "all"];

describe("GPUs that are not as they should be", () => {
  it.each(["GPU-????????-????-????-????-????????????", "garbage", "GPU-1", "../../x"])(
    "has one whose UUID reads %j by its index alone",
    (uuid) => {
      const { root, ...host } = simpleHost();
      host.add(gpuParts({ address: "0000:03:00.0", minor: 2, model: "NVIDIA L4", uuid }));
      const generated = generate({ root, ...host });
      expect(namesIn(generated)).toContain("2");
      expect(namesIn(generated)).toHaveLength(6);
      expect(messagesIn(generated)).toEqual([expect.stringMatching(/^The GPU at 0000:03:00\.0 has no name by UUID: /)]);
    },
  );

  it.each([
    ["is empty", (path: string) => writeFileSync(path, "")],
    ["is cut", (path: string) => truncateSync(path, 40)],
    ["is missing", (path: string) => rmSync(path)],
    ["leads in a circle", (path: string) => symlinkInPlace(path)],
    ["is no text", (path: string) => writeFileSync(path, Buffer.alloc(1000, 0xff))],
    ["is endless", (path: string) => writeFileSync(path, "x".repeat(100_000))],
  ])("leaves out one whose file %s, and no other's number changes", (_, spoil) => {
    const host = simpleHost();
    spoil(join(host.root, information));
    const generated = generate(host);
    expect(namesIn(generated)).toEqual(second);
    expect(messagesIn(generated)).toEqual([
      "Cannot offer the GPU at 0000:01:00.0: its driver does not say which minor number it has",
    ]);
  });

  it("leaves out one that has fallen off the bus", () => {
    const host = simpleHost();
    writeFileSync(join(host.root, "/sys/devices/pci0000:01/0000:01:00.0/0000:01:00.0/config"), Buffer.alloc(64, 0xff));
    const generated = generate(host);
    expect(namesIn(generated)).toEqual(second);
    expect(messagesIn(generated)).toEqual(["Cannot offer the GPU at 0000:01:00.0: it has fallen off the PCI bus"]);
  });

  it("does not wake one up to see whether it is there", () => {
    const host = simpleHost();
    const directory = join(host.root, "/sys/devices/pci0000:01/0000:01:00.0/0000:01:00.0");
    writeFileSync(join(directory, "config"), Buffer.alloc(64, 0xff));
    mkdirSync(join(directory, "power"));
    writeFileSync(join(directory, "power/runtime_status"), "suspended\n");
    expect(namesIn(generate(host))).toContain("0");
  });

  it("leaves out one that is gone from the bus", () => {
    const host = simpleHost();
    rmSync(join(host.root, "/sys/bus/pci/devices/0000:01:00.0"));
    const generated = generate(host);
    expect(namesIn(generated)).toEqual(second);
    expect(messagesIn(generated)).toEqual(["Cannot offer the GPU at 0000:01:00.0: it is no longer on the PCI bus"]);
  });

  it("leaves out one whose node has not been made yet", () => {
    const host = simpleHost();
    host.nodes.delete("/dev/nvidia0");
    const generated = generate(host);
    expect(namesIn(generated)).toEqual(second);
    expect(messagesIn(generated)).toEqual([
      'Cannot offer GPU 0 at 0000:01:00.0: /dev/nvidia0: no such file or directory; "nvidia-modprobe -c 0" makes the node',
    ]);
  });

  it("leaves out one that vanishes while it is looked at", () => {
    const { root } = simpleHost();
    const tree = new HostTree(root, {
      lookUp: (path) => {
        if (!path.includes("nvidia")) return { missing: "no such file or directory" };
        rmSync(join(root, "proc"), { recursive: true, force: true });
        rmSync(join(root, "sys"), { recursive: true, force: true });
        rmSync(join(root, simpleFolder), { recursive: true, force: true });
        if (path.endsWith("nvidia1")) return { missing: "no such file or directory" };
        return { type: "c", major: 195, minor: 0, fileMode: 0o666 };
      },
    });
    const generated = nvidia.generate({ tree, devices: tree, driver: tree }, { hooks: "auto", values: new Map() });
    expect(namesIn(generated)).toEqual(["0", "GPU-00000000-0000-4000-8000-000000000000", "all"]);
  });

  it("has no spec where there is no device left", () => {
    const host = simpleHost();
    for (const node of ["/dev/nvidia0", "/dev/nvidia1"]) host.nodes.delete(node);
    expect(generate(host).spec).toBeUndefined();
    expect(generate(fakeHost())).toMatchObject({ spec: undefined });
  });

  it("says which control nodes are not there yet", () => {
    const host = simpleHost();
    for (const node of ["/dev/nvidiactl", "/dev/nvidia-uvm", "/dev/nvidia-modeset"]) host.nodes.delete(node);
    const generated = generate(host);
    expect(generated.spec?.containerEdits?.deviceNodes?.map(({ path }) => path)).toEqual(["/dev/nvidia-uvm-tools"]);
    expect(messagesIn(generated)).toEqual([
      expect.stringMatching(/^Containers cannot run CUDA programs: \/dev\/nvidia-uvm: no such file/),
      expect.stringMatching(/^Containers cannot use any GPU: \/dev\/nvidiactl: no such file/),
    ]);
  });

  it("does not take a block device for a GPU", () => {
    const host = simpleHost();
    host.nodes.set("/dev/nvidia0", "b 8:0");
    expect(namesIn(generate(host))).toEqual(second);
  });
});

describe("libraries that are not as they should be", () => {
  it("has devices without them where none are installed", () => {
    const host = simpleHost();
    rmSync(join(host.root, simpleFolder), { recursive: true });
    const generated = generate(host);
    expect(namesIn(generated)).toHaveLength(5);
    expect(generated.spec?.containerEdits?.mounts).toBeUndefined();
    expect(messagesIn(generated)).toEqual([
      "Containers get no libraries of the driver: none are installed, and the driver that runs is 570.133.20",
    ]);
  });

  it("takes those of the driver that runs where there are two versions", () => {
    const host = simpleHost();
    host.add(writeLibraries(host.root, { folder: "/usr/lib64", version: "580.95.05", sonames: ["libcuda.so.1"] }));
    const generated = generate(host);
    expect(mountsIn(generated)).toContain(`${simpleFolder}/libcuda.so.${simpleVersion}`);
    expect(mountsIn(generated).join()).not.toContain("580.95.05");
    expect(generated.problems).toEqual([]);
  });

  it("takes none of another version", () => {
    const host = simpleHost();
    writeFileSync(
      join(host.root, "/proc/driver/nvidia/version"),
      "NVRM version: NVIDIA UNIX x86_64 Kernel Module  580.95.05  x\n",
    );
    const generated = generate(host);
    expect(mountsIn(generated)).toEqual([]);
    expect(messagesIn(generated)).toEqual([
      "Containers get no libraries of the driver: those of 570.133.20 are installed, and the driver that runs is 580.95.05",
    ]);
  });

  it("takes the only version there is of a driver that does not say its own", () => {
    const host = simpleHost();
    for (const path of ["/proc/driver/nvidia/version", "/sys/module/nvidia/version"]) rmSync(join(host.root, path));
    expect(mountsIn(generate(host))).toContain(`${simpleFolder}/libcuda.so.${simpleVersion}`);
    host.add(writeLibraries(host.root, { folder: "/usr/lib64", version: "580.95.05", sonames: ["libcuda.so.1"] }));
    const generated = generate(host);
    expect(mountsIn(generated)).toEqual([]);
    expect(messagesIn(generated)).toEqual([
      "Containers get no libraries of the driver: those of 580.95.05 and 570.133.20 are installed, and the driver does not say its version",
    ]);
  });

  it("passes over loops, links to nowhere, directories and FIFO of the name of a library", () => {
    const host = simpleHost();
    const name = (stem: string): string => `${simpleFolder}/lib${stem}.so.${simpleVersion}`;
    host.add({
      links: {
        [name("loop")]: name("pool"),
        [name("pool")]: name("loop"),
        [name("nowhere")]: "/none",
        [name("out")]: "../../../../../../etc/passwd",
      },
      directories: [name("directory")],
    });
    expect(mountsIn(generate(host)).join()).not.toMatch(/loop|pool|nowhere|out|directory/);
  });

  it("leaves out one that is cut or no library at all", () => {
    const host = simpleHost();
    writeFileSync(join(host.root, simpleFolder, `libnvidia-cut.so.${simpleVersion}`), "\x7fELF");
    const generated = generate(host);
    expect(mountsIn(generated).join()).not.toContain("cut");
    expect(messagesIn(generated)).toEqual([
      `Cannot use ${simpleFolder}/libnvidia-cut.so.${simpleVersion}: it cannot be read as a shared library`,
    ]);
  });
});

describe("any host", () => {
  it("is looked at by an ordinary user, too", async () => {
    const host = simpleHost();
    chmodSync(host.root, 0o755);
    chmodSync(join(host.root, simpleFolder, `libnvidia-ml.so.${simpleVersion}`), 0o600);
    chmodSync(join(host.root, information), 0o000);
    await asOrdinaryUser(async () => {
      const generated = generate(host);
      expect(namesIn(generated)).toEqual(second);
      expect(generated.spec?.containerEdits?.mounts).not.toEqual([]);
    });
  });

  it("without /proc or /sys has what the rest has to say", () => {
    const host = simpleHost();
    rmSync(join(host.root, "sys"), { recursive: true });
    expect(namesIn(generate(host))).toHaveLength(5);
    rmSync(join(host.root, "proc"), { recursive: true });
    expect(generate(host)).toMatchObject({ spec: undefined });
  });

  it("has a spec that runtimes load, whatever procfs says", async () => {
    const line = fc.constantFrom(
      "Model: \t x\u0007: y",
      "GPU UUID: \t GPU-",
      "Device Minor: \t 0",
      "Device Minor: -1",
      "GPU Excluded:\t Yes",
      ":",
      "\ufffd",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.string(), async (lines, version) => {
        const host = fakeHost(loadedDriver("1.2"));
        host.add(gpuParts({ address: "0000:01:00.0", minor: 0, model: "NVIDIA L4" }));
        writeFileSync(join(host.root, information), lines.join("\n"));
        writeFileSync(join(host.root, "/proc/driver/nvidia/version"), `Kernel Module  ${version}`);
        const { spec } = generate(host);
        const written = spec && polish(spec).spec;
        if (written) expect((await inspectSpec(printSpec(written, "yaml"))).problems).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
