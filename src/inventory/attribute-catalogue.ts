import type { AttributeType } from "./attribute.ts";

/** What a canonical attribute is. */
export interface CataloguedAttribute {
  readonly name: string;
  readonly type: AttributeType;
  readonly description: string;
  /** Other names that annotations and selections may use for it. */
  readonly aliases: readonly string[];
}

type Row = readonly [name: string, type: AttributeType, description: string, ...aliases: string[]];

const rows: readonly Row[] = [
  ["type", "string", "what kind of device it is, such as gpu, mig or vfio"],
  ["uuid", "string", "the identity that its driver gives it", "UUID", "gpuUuid", "gpu_uuid"],
  ["parentUuid", "string", "the uuid of the device that it is a part of", "parentUUID"],
  ["index", "integer", "its number among its kind"],
  ["minor", "integer", "the minor number of its device node"],
  ["productName", "string", "the model", "model", "modelName", "product", "product_name"],
  ["brand", "string", "the product line"],
  ["architecture", "string", "the generation of the chip", "family"],
  ["computeCapability", "version", "what CUDA code it runs", "cudaComputeCapability", "compute_capability"],
  ["driver", "string", "the kernel driver that is bound"],
  ["driverVersion", "version", "the version of that driver", "driver_version"],
  ["cudaDriverVersion", "version", "the newest CUDA that its driver runs", "cuda_version", "cudaVersion"],
  ["memoryBytes", "quantity", "device memory, in bytes", "memory", "vram"],
  ["bar1Bytes", "quantity", "memory that others on the bus can address, in bytes", "bar1", "addressableMemory"],
  ["partitionProfile", "string", "the profile of a partition, such as 1g.10gb", "profile", "migProfile"],
  ["multiprocessors", "integer", "multiprocessors of a GPU", "computeUnits"],
  ["copyEngines", "integer", "copy engines of a GPU"],
  ["decoders", "integer", "video decoders of a GPU"],
  ["encoders", "integer", "video encoders of a GPU"],
  ["jpegEngines", "integer", "JPEG engines of a GPU"],
  ["ofaEngines", "integer", "optical flow engines of a GPU"],
  ["bus", "string", "the nearest bus: pci, usb, virtio, scsi, platform, pnp and others"],
  ["pciBusId", "string", "the PCI function, such as 0000:0f:00.0", "pciBusID", "pciAddress", "pciAddr", "pci_bus_id"],
  ["hostPciBusId", "string", "the PCI function of the controller that a device on another bus hangs on"],
  ["pcieRoot", "string", "the PCI host bridge, such as pci0000:15", "pciRoot", "pciERoot"],
  ["numaNode", "integer", "the NUMA node, where it is known", "numa_node", "numa"],
  ["numaNodes", "integers", "the NUMA nodes that are as near", "numa_nodes"],
  ["localCpuList", "string", "the CPUs of its NUMA node, such as 0-15", "localCpus", "local_cpulist"],
  ["pciVendorId", "string", "four hexadecimal digits", "vendorId", "vendorID", "vendor_id"],
  ["pciDeviceId", "string", "four hexadecimal digits", "deviceId", "deviceID", "device_id"],
  ["pciSubsystemVendorId", "string", "four hexadecimal digits", "subsystemVendorId", "subsystem_vendor"],
  ["pciSubsystemDeviceId", "string", "four hexadecimal digits", "subsystemDeviceId", "subsystem_device"],
  ["pciClass", "string", "base class and subclass, four hexadecimal digits", "pci_class"],
  ["iommuGroup", "integer", "the IOMMU group", "iommu_group"],
  ["sriovCapable", "boolean", "whether it can have virtual functions", "sriov"],
  ["sriovNumVfs", "integer", "how many virtual functions it has", "sriovVfs", "sriov_numvfs"],
  ["isVf", "boolean", "whether it is a virtual function", "isSriovVf"],
  ["vfIndex", "integer", "its number among the virtual functions of its parent", "vfId", "vfID"],
  ["netdev", "string", "the network interface", "ifName", "interfaceName"],
  ["mac", "string", "the hardware address of the network interface", "macAddress"],
  ["mtu", "integer", "the largest packet of the network interface, in bytes"],
  ["rdma", "boolean", "whether it can do RDMA", "rdmaCapable"],
  ["rdmaDevice", "string", "the RDMA device, such as mlx5_0", "rdma_device"],
  ["linkLayer", "string", "InfiniBand or Ethernet", "linkType", "link_layer"],
  ["rateMbps", "integer", "the rate of a network port, in Mbit/s", "linkSpeedMbps"],
  ["pcieGen", "integer", "the generation of the PCIe link when it was last looked at; it falls while a device idles"],
  ["pcieWidth", "integer", "the lanes of the PCIe link"],
  ["pcieMaxGen", "integer", "the highest generation that the device and its port can do"],
  ["pcieMaxWidth", "integer", "the most lanes that the device and its port can use"],
  ["cliqueId", "string", "the NVLink clique, ClusterUUID.CliqueId", "clique"],
  ["nvlinkDomain", "string", "the NVLink domain"],
  ["serial", "string", "the serial number", "serialNumber"],
  ["usbVendorId", "string", "four hexadecimal digits", "idVendor"],
  ["usbProductId", "string", "four hexadecimal digits", "idProduct"],
];

/** Every attribute that has a meaning of its own. All others are strings. */
export const attributeCatalogue: readonly CataloguedAttribute[] = rows.map(([name, type, description, ...aliases]) => ({
  name,
  type,
  description,
  aliases,
}));

const byName: ReadonlyMap<string, CataloguedAttribute> = new Map(
  attributeCatalogue.flatMap((entry) => [entry.name, ...entry.aliases].map((name) => [name, entry] as const)),
);

/** The catalogued attribute of a name without a prefix, which may be an alias. */
export function cataloguedAttribute(name: string): CataloguedAttribute | undefined {
  return byName.get(name);
}
