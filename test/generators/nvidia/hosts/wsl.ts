import { type FakeHost, fakeHost } from "../../../host/fake-host.ts";
import { writeFiles } from "../../../registry/directories.ts";
import { writePrograms } from "../fake-driver.ts";
import { elfBytes } from "../libraries/elf-bytes.ts";

export const wslStore = "/usr/lib/wsl/drivers/nv_dispsig.inf_amd64_ba1ddeac1a3a4f3a";

const libraries = ["libcuda.so.1.1", "libcuda_loader.so", "libnvidia-ml.so.1", "libnvidia-ptxjitcompiler.so.1"];

/** Linux under Windows, which shows it the driver that it has itself, and one of before. */
export function wsl(): FakeHost {
  const host = fakeHost({ nodes: { "/dev/dxg": "c 10:125 0666" } });
  writeFiles(host.root, {
    "/usr/lib/wsl/lib/libdxcore.so": elfBytes({ sonames: ["libdxcore.so"] }),
    "/usr/lib/wsl/drivers/iigd.inf_amd64_1/igd.dll": "",
    ...Object.fromEntries(
      libraries.map((name) => [`${wslStore}/${name}`, elfBytes({ sonames: [name.replace(/\.1\.1$/, ".1")] })]),
    ),
    [`${wslStore}/nvcubins.bin`]: "",
    [`${wslStore}/nvoptix.dll`]: "",
    [`${wslStore}/readme.txt`]: "",
  });
  writePrograms(host.root, [`${wslStore}/nvidia-smi`]);
  return host;
}
