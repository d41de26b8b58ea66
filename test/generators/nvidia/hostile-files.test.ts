import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readElfFile } from "../../../src/generators/nvidia/libraries/elf-file.ts";
import { readLdCache } from "../../../src/generators/nvidia/libraries/ld-cache.ts";
import { writeFiles } from "../../registry/directories.ts";
import { writeLibraries, writePrograms } from "./fake-driver.ts";
import { gpuParts } from "./fake-gpu.ts";
import { generate } from "./generate.ts";
import { hooksIn, messagesIn, mountsIn, namesIn } from "./said.ts";
import { simpleFolder, simpleHost, simpleVersion } from "./simple-host.ts";

/** The header of a cache that claims so many entries. */
function cacheHeader(entries: number): Buffer {
  const header = Buffer.alloc(48);
  header.write("glibc-ld.so.cache1.1", "latin1");
  header.writeUInt32LE(entries, 20);
  return header;
}

describe("a cache of the dynamic linker", () => {
  it("whose entries all point into one endless text has none", () => {
    const entries = 100_000;
    const table = Buffer.alloc(24 * entries);
    for (let index = 0; index < entries; index++) {
      table.writeInt32LE(0x0303, 24 * index);
      table.writeUInt32LE(48 + table.length, 24 * index + 4);
      table.writeUInt32LE(48 + table.length + index, 24 * index + 8);
    }
    const bytes = Buffer.concat([cacheHeader(entries), table, Buffer.alloc(8 * 1024 * 1024, "/")]);
    expect(readLdCache(bytes)).toEqual([]);
  });

  it("of more entries than any machine has is read as far as one could", () => {
    const entries = 300_000;
    const table = Buffer.alloc(24 * entries);
    for (let index = 0; index < entries; index++) {
      table.writeInt32LE(0x0303, 24 * index);
      table.writeUInt32LE(48 + table.length, 24 * index + 4);
      table.writeUInt32LE(48 + table.length, 24 * index + 8);
    }
    const bytes = Buffer.concat([cacheHeader(entries), table, Buffer.from("/opt/libcuda.so.1\0")]);
    expect(readLdCache(bytes).length).toBeLessThanOrEqual(65_536);
  });
});

describe("an ELF file", () => {
  it("whose dynamic section says one thing over and over is read once through", () => {
    const [header, dynamic] = [52 + 32, 65_536];
    const bytes = Buffer.alloc(header + dynamic, 0x0e);
    bytes.fill(0, 0, header);
    bytes.write("\x7fELF\x01\x01\x01", "latin1");
    bytes.writeUInt32LE(52, 28);
    bytes.writeUInt16LE(32, 42);
    bytes.writeUInt16LE(1, 44);
    bytes.writeUInt32LE(2, 52);
    bytes.writeUInt32LE(header, 56);
    bytes.writeUInt32LE(dynamic, 68);
    const read = (offset: number, length: number): Buffer => bytes.subarray(offset, offset + length);
    for (let times = 0; times < 200; times++) expect(readElfFile(read)?.soname).toBeUndefined();
  });
});

describe("libraries", () => {
  it("that are links to nowhere all of them are said not to be there", () => {
    const host = simpleHost();
    const path = (name: string): string => join(host.root, simpleFolder, `${name}.so.${simpleVersion}`);
    for (const name of ["libcuda", "libnvidia-ml"]) writeFileSync(path(name), "");
    const generated = generate(host);
    expect(mountsIn(generated)).toEqual([]);
    expect(messagesIn(generated)).toContainEqual(
      expect.stringMatching(/^Containers get no libraries of the driver: none of version 570\.133\.20 can be used$/),
    );
  });

  it("are found beside directories that lead in a circle", () => {
    const host = simpleHost();
    host.add({
      links: {
        "/usr/lib64": "/usr/lib64",
        "/run/opengl-driver": "opengl",
        "/run/opengl": "opengl-driver",
        "/etc/ld.so.cache": "ld.so.cache",
        "/lib/firmware": "../lib/firmware",
        "/usr/bin/nvidia-smi": "nvidia-smi",
        [`${simpleFolder}/vdpau`]: ".",
        [`${simpleFolder}/nvidia`]: "..",
      },
    });
    const generated = generate(host);
    expect(mountsIn(generated)).toContain(`${simpleFolder}/libcuda.so.${simpleVersion}`);
    expect(new Set(mountsIn(generated)).size).toBe(mountsIn(generated).length);
    expect(generated.problems).toEqual([]);
  });

  it("are linked to by a name only where the host has a link of that name", () => {
    const host = simpleHost();
    writeFileSync(join(host.root, simpleFolder, "libnvidia-ml.so"), "a stub of its own");
    writePrograms(host.root, ["/usr/bin/nvidia-cdi-hook"]);
    expect(hooksIn(generate(host)).join()).not.toContain("libnvidia-ml.so.1::");
  });

  it("in directories that a hook could not tell apart from its own syntax do not break it", () => {
    const host = simpleHost();
    const folder = "/opt/a::b";
    host.add(writeLibraries(host.root, { folder, version: simpleVersion, sonames: ["libcuda.so.1"] }));
    writePrograms(host.root, ["/usr/bin/nvidia-cdi-hook"]);
    const values = { "library-search-path": [folder] };
    expect(hooksIn(generate(host, { values })).join()).not.toContain("--link");
  });
});

describe("a hook program", () => {
  it("is named by its own path, so that no link to it can be turned round", () => {
    const host = simpleHost();
    writePrograms(host.root, ["/usr/lib/nvidia/nvidia-ctk.real"]);
    host.add({
      links: {
        "/usr/bin/nvidia-ctk": "/opt/links/nvidia-ctk",
        "/opt/links/nvidia-ctk": "/usr/lib/nvidia/nvidia-ctk.real",
      },
    });
    chmodSync(join(host.root, "/opt/links"), 0o777);
    const [hook] = generate(host).spec?.containerEdits?.hooks ?? [];
    expect(hook?.path).toBe("/usr/lib/nvidia/nvidia-ctk.real");
    expect(hook?.args?.slice(0, 2)).toEqual(["nvidia-ctk", "hook"]);
  });

  it.each(["nvidia-cdi-hook", "./nvidia-cdi-hook", ""])(
    "is not asked for as %j, which runtimes would refuse",
    (path) => {
      const generated = generate(simpleHost(), { values: { "nvidia-cdi-hook-path": [path] } });
      expect(hooksIn(generated)).toEqual([]);
      expect(messagesIn(generated)).toEqual([expect.stringMatching(/is no absolute path$/)]);
    },
  );
});

describe("the pipes of MPS", () => {
  it("are left out where anybody can put other ones in their place", () => {
    const host = simpleHost();
    host.add({ directories: ["/tmp/nvidia-mps"] });
    chmodSync(join(host.root, "/tmp"), 0o777);
    const generated = generate(host);
    expect(mountsIn(generated)).not.toContain("/tmp/nvidia-mps");
    expect(generated.problems).toMatchObject([{ code: "untrusted-source" }]);
  });
});

describe("firmware", () => {
  it("is looked for below its directories alone, whatever the kernel's name", () => {
    const host = simpleHost();
    host.add({
      files: {
        "/proc/sys/kernel/osrelease": "../../../srv\n",
        "/sys/module/firmware_class/parameters/path": "/srv/../opt/firmware\n",
        [`/srv/nvidia/${simpleVersion}/gsp_x.bin`]: "",
        [`/opt/firmware/nvidia/${simpleVersion}/gsp_y.bin`]: "",
      },
    });
    expect(mountsIn(generate(host)).filter((path) => path.endsWith(".bin"))).toEqual([
      `/opt/firmware/nvidia/${simpleVersion}/gsp_y.bin`,
    ]);
  });
});

describe("lists of a Tegra", () => {
  it("with a pattern for everything end", () => {
    const host = simpleHost();
    const deep = join(host.root, "loop");
    mkdirSync(deep);
    for (let index = 0; index < 12; index++) symlinkSync(".", join(deep, `l${index}`));
    writeFiles(host.root, { "/lists/x.csv": `lib, /loop${"/*".repeat(6)}\n` });
    const generated = generate(host, { values: { mode: ["csv"], "csv.file": ["/lists/x.csv"] } });
    expect(generated.spec).toBeUndefined();
    expect(messagesIn(generated)).toContainEqual(expect.stringMatching(/^Only the first .* of \/loop/));
  });
});

describe("what the driver says of a GPU", () => {
  const address = "0000:03:00.0";
  const [path] = Object.keys(gpuParts({ address, minor: 12, model: "NVIDIA L4" }).files ?? {}).filter((name) =>
    name.endsWith("information"),
  );
  const text = gpuParts({ address, minor: 12, model: "NVIDIA L4" }).files?.[path ?? ""] ?? "";

  it("may end anywhere without the node of another GPU being offered", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: text.length }), (length) => {
        const host = simpleHost();
        host.add(gpuParts({ address, minor: 12, model: "NVIDIA L4" }));
        writeFileSync(join(host.root, path ?? ""), text.slice(0, length));
        const device = generate(host).spec?.devices.find(({ name }) => name === "2");
        expect(["/dev/nvidia12", undefined]).toContain(device?.containerEdits.deviceNodes?.[0]?.path);
      }),
      { numRuns: 20, examples: [[text.indexOf("Minor: \t 1") + "Minor: \t 1".length]] },
    );
  });

  it("gives no name to two of the same UUID", () => {
    const host = simpleHost();
    host.add(gpuParts({ address, minor: 2, model: "NVIDIA L4", uuid: "GPU-00000001-0000-4000-8000-000000000000" }));
    const generated = generate(host);
    expect(namesIn(generated)).toEqual(["0", "GPU-00000000-0000-4000-8000-000000000000", "1", "2", "all"]);
    expect(messagesIn(generated)).toEqual([
      "The GPU at 0000:02:00.0 has no name by UUID: another GPU has the same",
      "The GPU at 0000:03:00.0 has no name by UUID: another GPU has the same",
    ]);
  });

  it("makes no difference between two of the same minor number, so neither is offered", () => {
    const host = simpleHost();
    host.add(gpuParts({ address, minor: 1, model: "NVIDIA L4", uuid: "GPU-00000007-0000-4000-8000-000000000000" }));
    const generated = generate(host);
    expect(namesIn(generated)).toEqual(["0", "GPU-00000000-0000-4000-8000-000000000000", "all"]);
    expect(messagesIn(generated)).toEqual([
      "Cannot offer the GPU at 0000:02:00.0: another GPU has its minor number, 1",
      "Cannot offer the GPU at 0000:03:00.0: another GPU has its minor number, 1",
    ]);
  });
});
