/** What the usual policy for containers lets a domain do beside what containers may do with their own files. */
export interface ContainerDomain {
  /** With device nodes that have the labels of the host. `open` is for those of characters, without mapping their memory. */
  readonly hostNodes: "use" | "open" | "none";
  /** Types of nodes and files of the host that it may use all the same. */
  readonly types: ReadonlySet<string>;
}

const always = [
  "null_device_t",
  "zero_device_t",
  "random_device_t",
  "urandom_device_t",
  "kvm_device_t",
  "fuse_device_t",
  "hsa_device_t",
];

const ordinary: ContainerDomain = { hostNodes: "none", types: new Set(always) };
const ofVirtualMachines: ContainerDomain = { hostNodes: "none", types: new Set([...always, "vfio_device_t"]) };
const ofLogs: ContainerDomain = { hostNodes: "none", types: new Set([...always, "var_log_t"]) };
const ofDevices: ContainerDomain = { hostNodes: "open", types: new Set(always) };
const unconfined: ContainerDomain = { hostNodes: "use", types: new Set() };

/** By the type of the process label, as container-selinux 2.250 has them (`container.te`). */
export const containerDomains: ReadonlyMap<string, ContainerDomain> = new Map([
  ["container_t", ordinary],
  ["svirt_lxc_net_t", ordinary],
  ["container_init_t", ordinary],
  ["container_userns_t", ordinary],
  ["container_engine_t", ordinary],
  ["container_logreader_t", ofLogs],
  ["container_logwriter_t", ofLogs],
  ["container_kvm_t", ofVirtualMachines],
  ["container_device_t", ofDevices],
  ["container_device_plugin_t", ofDevices],
  ["container_device_plugin_init_t", ofDevices],
  ["spc_t", unconfined],
  ["container_runtime_t", unconfined],
  ["unconfined_t", unconfined],
  ["unconfined_service_t", unconfined],
]);
