import { chmodSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { writeFiles } from "../../registry/directories.ts";
import { writeLibraries, writePrograms, writeSocket } from "./fake-driver.ts";
import { generate } from "./generate.ts";
import { elfBytes } from "./libraries/elf-bytes.ts";
import { ldCacheBytes } from "./libraries/ld-cache-bytes.ts";
import { hooksIn, messagesIn, mountsIn } from "./said.ts";
import { simpleFolder, simpleHost, simpleVersion } from "./simple-host.ts";

const library = `${simpleFolder}/libcuda.so.${simpleVersion}`;

describe("roots", () => {
  const driverRoot = "/run/nvidia/driver";

  it("stand before the host's paths, and not before the container's", () => {
    const host = simpleHost();
    const root = join(host.root, driverRoot);
    host.add({
      nodes: { [`${driverRoot}/dev/nvidia0`]: "c 195:0 0666", [`${driverRoot}/dev/nvidiactl`]: "c 195:255 0666" },
      links: { [`${driverRoot}/usr/lib64`]: `${simpleFolder}` },
    });
    writeLibraries(root, { folder: simpleFolder, version: simpleVersion, sonames: ["libcuda.so.1"] });
    writePrograms(root, ["/usr/bin/nvidia-smi", "/usr/bin/nvidia-cdi-hook"]);
    writeSocket(root, "/run/nvidia-persistenced/socket");
    const { spec } = generate(host, { driverRoot, devRoot: driverRoot });
    expect(spec?.devices[0]?.containerEdits.deviceNodes).toEqual([
      { path: "/dev/nvidia0", hostPath: `${driverRoot}/dev/nvidia0`, permissions: "rw" },
    ]);
    expect(spec?.containerEdits?.deviceNodes).toEqual([
      { path: "/dev/nvidiactl", hostPath: `${driverRoot}/dev/nvidiactl`, permissions: "rw" },
    ]);
    expect(spec?.containerEdits?.mounts?.map(({ hostPath, containerPath }) => [hostPath, containerPath])).toEqual([
      [driverRoot + library, library],
      [`${driverRoot}/usr/bin/nvidia-smi`, "/usr/bin/nvidia-smi"],
      [`${driverRoot}/run/nvidia-persistenced/socket`, "/run/nvidia-persistenced/socket"],
    ]);
    expect(new Set(spec?.containerEdits?.hooks?.map(({ path }) => path))).toEqual(
      new Set([`${driverRoot}/usr/bin/nvidia-cdi-hook`]),
    );
    expect(spec?.containerEdits?.env).toContain(`NVIDIA_CTK_LIBCUDA_DIR=${simpleFolder}`);
  });

  it("of the driver may have no hooks where the machine has them", () => {
    const host = simpleHost();
    writeLibraries(join(host.root, driverRoot), {
      folder: simpleFolder,
      version: simpleVersion,
      sonames: ["libcuda.so.1"],
    });
    writePrograms(host.root, ["/usr/local/nvidia/toolkit/nvidia-cdi-hook"]);
    const { spec } = generate(host, { driverRoot });
    expect(spec?.containerEdits?.hooks?.[0]?.path).toBe("/usr/local/nvidia/toolkit/nvidia-cdi-hook");
  });
});

describe("libraries", () => {
  it("are found where only the dynamic linker knows of them", () => {
    const host = simpleHost();
    const folder = "/opt/nvidia/lib";
    host.add(writeLibraries(host.root, { folder, version: simpleVersion, sonames: ["libnvidia-nvvm.so.4"] }));
    const path = `${folder}/libnvidia-nvvm.so.${simpleVersion}`;
    expect(mountsIn(generate(host))).not.toContain(path);
    writeFiles(host.root, {
      "/etc/ld.so.cache": ldCacheBytes([{ name: "libnvidia-nvvm.so.4", path: `${folder}/libnvidia-nvvm.so.4` }]),
    });
    const mounts = mountsIn(generate(host));
    expect(mounts).toContain(path);
    expect(mounts).toContain(`${simpleFolder}/libnvidia-nvvm.so.4`);
  });

  it("are found in the directories that are asked for alone", () => {
    const host = simpleHost();
    host.add(writeLibraries(host.root, { folder: "/opt/lib", version: simpleVersion, sonames: ["libcuda.so.1"] }));
    const mounts = mountsIn(generate(host, { values: { "library-search-path": ["/opt/lib"] } }));
    expect(mounts).toContain(`/opt/lib/libcuda.so.${simpleVersion}`);
    expect(mounts).not.toContain(library);
  });

  it("are those of graphics interfaces, too, on request", () => {
    const host = simpleHost();
    writeFiles(host.root, { [`${simpleFolder}/libGL.so.1.7.0`]: elfBytes({ sonames: ["libGL.so.1"] }) });
    host.add({ links: { [`${simpleFolder}/libGL.so`]: "libGL.so.1.7.0" } });
    const path = `${simpleFolder}/libGL.so.1.7.0`;
    expect(mountsIn(generate(host))).not.toContain(path);
    const values = { "feature-flag": ["enable-explicit-driver-libraries"] };
    expect(mountsIn(generate(host, { values }))).toContain(path);
  });

  it("go by their own names, not by those that links on the host have", () => {
    const host = simpleHost();
    writeFiles(host.root, {
      [`${simpleFolder}/libnvidia-odd.so.${simpleVersion}`]: elfBytes({ sonames: ["libeven.so.3"] }),
    });
    const mounts = mountsIn(generate(host, { hooks: "none" }));
    expect(mounts).toContain(`${simpleFolder}/libeven.so.3`);
    expect(mounts).toContain(`${simpleFolder}/libcuda.so.1`);
    expect(mounts).toContain(`${simpleFolder}/libcuda.so`);
  });
});

describe("programs", () => {
  it("are not looked for where the caller's environment says", () => {
    const host = simpleHost();
    writePrograms(host.root, ["/home/me/nvidia-smi", "/home/me/nvidia-cdi-hook"]);
    host.add({ files: { "/home/me/glvnd/egl_vendor.d/10_nvidia.json": "{}" } });
    for (const name of ["PATH", "XDG_DATA_DIRS", "LD_LIBRARY_PATH"]) vi.stubEnv(name, "/home/me");
    const { spec } = generate(host);
    vi.unstubAllEnvs();
    expect(JSON.stringify(spec)).not.toContain("/home/me");
  });

  it("of NixOS are where containers look for them", () => {
    const host = simpleHost();
    writePrograms(host.root, ["/nix/store/x-nvidia/bin/nvidia-smi"]);
    host.add({ links: { "/run/current-system/sw/bin/nvidia-smi": "/nix/store/x-nvidia/bin/nvidia-smi" } });
    expect(generate(host).spec?.containerEdits?.mounts).toContainEqual(
      expect.objectContaining({ hostPath: "/nix/store/x-nvidia/bin/nvidia-smi", containerPath: "/usr/bin/nvidia-smi" }),
    );
  });
});

describe("files that others can write", () => {
  it.each([
    ["a library", library, library, "0666"],
    ["a directory of libraries", simpleFolder, simpleFolder, "0777"],
    ["a directory above", "/usr/lib", "/usr/lib", "0777"],
    ["a program", "/usr/bin/nvidia-smi", "/usr/bin/nvidia-smi", "0777"],
  ])("are not mounted: %s", (_, path, named, mode) => {
    const host = simpleHost();
    writePrograms(host.root, ["/usr/bin/nvidia-smi"]);
    chmodSync(join(host.root, path), Number.parseInt(mode, 8));
    const generated = generate(host);
    expect(mountsIn(generated).filter((mount) => mount.startsWith(named))).toEqual([]);
    expect(messagesIn(generated)).toContainEqual(expect.stringMatching(`anybody can write ${named}$`));
  });

  it("are not run as hooks", () => {
    const host = simpleHost();
    writePrograms(host.root, ["/usr/bin/nvidia-cdi-hook"]);
    expect(hooksIn(generate(host))).not.toEqual([]);
    chmodSync(join(host.root, "/usr/bin/nvidia-cdi-hook"), 0o777);
    expect(hooksIn(generate(host))).toEqual([]);
  });
});

describe("sockets", () => {
  it("are those of MPS only where nobody else can have made them", () => {
    const host = simpleHost();
    host.add({ directories: ["/tmp/nvidia-mps"] });
    chmodSync(join(host.root, "/tmp"), 0o1777);
    expect(mountsIn(generate(host))).toContain("/tmp/nvidia-mps");
    const values = { "feature-flag": ["disable-ipc-discoverer"] };
    expect(mountsIn(generate(host, { values }))).not.toContain("/tmp/nvidia-mps");
  });

  it("are no files of their names, and are found below /var/run", () => {
    const host = simpleHost();
    writeFiles(host.root, { "/run/nvidia-persistenced/socket": "" });
    writeSocket(host.root, "/var/run/nvidia-fabricmanager/socket");
    expect(mountsIn(generate(host)).filter((path) => path.endsWith("/socket"))).toEqual([
      "/var/run/nvidia-fabricmanager/socket",
    ]);
  });
});
