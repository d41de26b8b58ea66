import type { DeviceKind } from "../kinds/device-kind.ts";

/** What the usual policy for containers lets a domain do with device nodes that have the labels of the host. */
export interface ContainerDomain {
  /** Whether it may use all of them, or all but those of disks. */
  readonly uses: "all" | "no disks" | "some";
  /** Kinds that it may use whatever booleans say. */
  readonly kinds: ReadonlySet<DeviceKind>;
  /** Whether it has to have the categories of what it uses. */
  readonly isApart: boolean;
}

const always: readonly DeviceKind[] = ["pseudo", "kvm", "fuse", "kfd", "tun"];

const ordinary: ContainerDomain = { uses: "some", kinds: new Set(always), isApart: true };
const ofVirtualMachines: ContainerDomain = { ...ordinary, kinds: new Set([...always, "vfio", "vhost"]) };
const ofDevices: ContainerDomain = { ...ordinary, uses: "no disks" };
const unconfined: ContainerDomain = { uses: "all", kinds: new Set(), isApart: false };

/** By the type of the process label, as container-selinux 2.250 has them. */
export const containerDomains: ReadonlyMap<string, ContainerDomain> = new Map([
  ["container_t", ordinary],
  ["container_init_t", ordinary],
  ["container_userns_t", ordinary],
  ["container_logreader_t", ordinary],
  ["container_logwriter_t", ordinary],
  ["container_engine_t", ordinary],
  ["container_kvm_t", ofVirtualMachines],
  ["container_device_t", ofDevices],
  ["container_device_plugin_t", ofDevices],
  ["container_device_plugin_init_t", ofDevices],
  ["spc_t", unconfined],
  ["unconfined_t", unconfined],
]);
