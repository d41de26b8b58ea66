import { describe, expect, it } from "vitest";
import { HostTree } from "../../src/host/host-tree.ts";
import { readPciFunction } from "../../src/host/pci-function.ts";
import { readUsbDevice } from "../../src/host/usb-device.ts";
import { type FakeFunction, fakeHost, pciFunctionParts } from "./fake-host.ts";

const path = "pci0000:15/0000:15:01.0/0000:16:00.0";

function read(parts: Partial<FakeFunction>, port: Partial<FakeFunction> = {}): ReturnType<typeof readPciFunction> {
  const { host, add } = fakeHost(pciFunctionParts({ path: "pci0000:15/0000:15:01.0", ...port }));
  add(pciFunctionParts({ path, ...parts }));
  return readPciFunction(host, `/sys/devices/${path}`);
}

describe("readPciFunction", () => {
  it("reads what is there", () => {
    const found = read({
      driver: "mlx5_core",
      moduleVersion: "24.10-1.1.4",
      iommuGroup: 42,
      files: {
        vendor: "0x15b3\n",
        device: "0x1021\n",
        subsystem_vendor: "0x15b3\n",
        subsystem_device: "0x0041\n",
        class: "0x020700\n",
        numa_node: "1\n",
        local_cpulist: "16-31\n",
        sriov_totalvfs: "16\n",
        sriov_numvfs: "2\n",
        "net/ib0/operstate": "up\n",
        "infiniband/mlx5_0/ports/1/link_layer": "InfiniBand\n",
      },
    });
    expect(found).toEqual({
      pciBusId: "0000:16:00.0",
      pcieRoot: "pci0000:15",
      bridges: ["0000:15:01.0"],
      pciVendorId: "15b3",
      pciDeviceId: "1021",
      pciSubsystemVendorId: "15b3",
      pciSubsystemDeviceId: "0041",
      pciClass: "0207",
      driver: "mlx5_core",
      driverVersion: "24.10-1.1.4",
      iommuGroup: 42,
      numaNode: 1,
      localCpuList: "16-31",
      isVf: false,
      sriovCapable: true,
      sriovNumVfs: 2,
      netdev: "ib0",
      rdma: true,
      rdmaDevice: "mlx5_0",
      linkLayer: "InfiniBand",
    });
  });

  it("does not report a NUMA node of -1, nor the CPUs that come with it", () => {
    expect(read({ files: { numa_node: "-1\n", local_cpulist: "0-31\n" } })).toEqual({
      pciBusId: "0000:16:00.0",
      pcieRoot: "pci0000:15",
      bridges: ["0000:15:01.0"],
      pciVendorId: "10de",
      pciDeviceId: "2330",
      pciClass: "0302",
      isVf: false,
    });
  });

  it("takes garbage for nothing", () => {
    const files = { vendor: "0xzz", numa_node: "one", sriov_totalvfs: "", class: "" };
    expect(read({ files })).not.toHaveProperty("pciVendorId");
    expect(read({ files })).not.toHaveProperty("numaNode");
    expect(read({ files })).not.toHaveProperty("sriovCapable");
  });

  it("tells a virtual function, the memory of a GPU and the interface of a virtio device", () => {
    expect(read({ files: { "physfn/vendor": "0x15b3" } })).toMatchObject({ isVf: true });
    expect(read({ files: { mem_info_vram_total: "206141652992\n" } })).toMatchObject({ memoryBytes: 206_141_652_992 });
    expect(read({ files: { "virtio3/net/eth0/mtu": "1500" } })).toMatchObject({ netdev: "eth0" });
    expect(read({ files: { "nvme/nvme0/model": "Disk 1 \n", "nvme/nvme0/serial": "S1\n" } })).toMatchObject({
      productName: "Disk 1",
      serial: "S1",
    });
  });

  const link = {
    current_link_speed: "2.5 GT/s PCIe",
    current_link_width: "8",
    max_link_speed: "32.0 GT/s PCIe",
    max_link_width: "16",
  };

  it("reads the link, and its maximum as the port above allows it", () => {
    expect(read({ files: link })).toMatchObject({ pcieGen: 1, pcieWidth: 8, pcieMaxGen: 5, pcieMaxWidth: 16 });
    expect(read({ files: link }, { files: { max_link_speed: "16 GT/s", max_link_width: "8" } })).toMatchObject({
      pcieMaxGen: 4,
      pcieMaxWidth: 8,
    });
  });

  it("reads no link that is down or unknown", () => {
    const down = { current_link_speed: "Unknown", current_link_width: "0", max_link_speed: "", max_link_width: "255" };
    expect(Object.keys(read({ files: down }) ?? {}).filter((name) => name.startsWith("pcie"))).toEqual(["pcieRoot"]);
  });

  it("does not wake up a function that sleeps", () => {
    const found = read({ files: { ...link, "power/runtime_status": "suspended\n" } });
    expect(found).toMatchObject({ isAsleep: true });
    expect(found).not.toHaveProperty("pcieWidth");
  });

  it("reads those of this machine, whatever it has", () => {
    const host = new HostTree();
    for (const name of host.list("/sys/bus/pci/devices") ?? []) {
      const real = host.realPath(`/sys/bus/pci/devices/${name}`) ?? "";
      expect(readPciFunction(host, real)).toMatchObject({
        pciBusId: name,
        pciVendorId: expect.stringMatching(/^[0-9a-f]{4}$/),
      });
    }
  });
});

describe("readUsbDevice", () => {
  const directory = "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2.3";

  it("reads the device nearest to the node", () => {
    const { host } = fakeHost({
      files: {
        [`${directory}/idVendor`]: "0403\n",
        [`${directory}/idProduct`]: "6001\n",
        [`${directory}/serial`]: "A50285BI\n",
        [`${directory}/product`]: "FT232R USB UART\n",
        "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2/idVendor": "0424\n",
      },
    });
    expect(readUsbDevice(host, `${directory}/1-2.3:1.0/ttyUSB0/tty/ttyUSB0`)).toEqual({
      usbVendorId: "0403",
      usbProductId: "6001",
      serial: "A50285BI",
      productName: "FT232R USB UART",
      hostPciBusId: "0000:00:14.0",
    });
  });

  it("knows nothing of what is not there", () => {
    expect(readUsbDevice(fakeHost().host, "/sys/devices/platform/soc/usb1/1-1")).toEqual({});
    expect(readUsbDevice(fakeHost().host, "/sys/devices/pnp0/00:00")).toEqual({});
  });
});
