import { type FakeHost, fakeHost } from "../../../host/fake-host.ts";
import { writeFiles } from "../../../registry/directories.ts";
import { writePrograms } from "../fake-driver.ts";
import { elfBytes } from "../libraries/elf-bytes.ts";

const lists = "/etc/nvidia-container-runtime/host-files-for-container.d";
const folder = "/usr/lib/aarch64-linux-gnu/tegra";

/** A Jetson, whose lists say what its GPU consists of; some of it is not there. */
export function tegra(): FakeHost {
  const host = fakeHost({
    nodes: { "/dev/nvhost-gpu": "c 501:1 0660", "/dev/nvmap": "c 10:61 0660" },
    files: {
      "/etc/nv_tegra_release": "# R36 (release), REVISION: 4.0\n",
      [`${lists}/devices.csv`]: "dev, /dev/nvhost-gpu\ndev, /dev/nvmap\ndev, /dev/none\n",
      [`${lists}/drivers.csv`]: `lib, ${folder}/libcuda.so.1.1\nsym, ${folder}/libcuda.so\nlib, ${folder}/libnvrm_*.so\ndir, /lib/firmware/tegra\nlib, ${folder}/none.so\nnonsense\n`,
      "/lib/firmware/tegra/vic.bin": "",
    },
    links: { [`${folder}/libcuda.so`]: "libcuda.so.1.1" },
  });
  for (const name of ["libcuda.so.1.1", "libnvrm_gpu.so", "libnvrm_mem.so", "libother.so"]) {
    writeFiles(host.root, { [`${folder}/${name}`]: elfBytes({ machine: 183 }) });
  }
  writePrograms(host.root, ["/usr/bin/nvidia-cdi-hook"]);
  return host;
}
