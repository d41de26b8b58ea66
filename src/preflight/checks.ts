import { apparmorProfile } from "./apparmor/apparmor-profile.ts";
import { apparmorRules } from "./apparmor/apparmor-rules.ts";
import type { Check } from "./check.ts";
import { cgroupController } from "./devices/cgroup-controller.ts";
import { cgroupRuleFaults } from "./devices/cgroup-rule-faults.ts";
import { cgroupRules } from "./devices/cgroup-rules.ts";
import { charLinks } from "./devices/char-links.ts";
import { deviceNodes } from "./devices/device-nodes.ts";
import { hiddenNodes } from "./devices/hidden-nodes.ts";
import { nodeAccess } from "./devices/node-access.ts";
import { nodeSources } from "./devices/node-sources.ts";
import { nodevMounts } from "./devices/nodev-mounts.ts";
import { standardNodes } from "./devices/standard-nodes.ts";
import { hookArguments } from "./hooks/hook-arguments.ts";
import { hookEnvironments } from "./hooks/hook-environments.ts";
import { hookOwners } from "./hooks/hook-owners.ts";
import { hookPrivileges } from "./hooks/hook-privileges.ts";
import { hookPrograms } from "./hooks/hook-programs.ts";
import { hookTimeouts } from "./hooks/hook-timeouts.ts";
import { searchedInterpreters } from "./hooks/searched-interpreters.ts";
import { capabilitySets } from "./limits/capability-sets.ts";
import { deviceCapabilities } from "./limits/device-capabilities.ts";
import { lockedMemory } from "./limits/locked-memory.ts";
import { openFiles } from "./limits/open-files.ts";
import { processRlimits } from "./limits/process-rlimits.ts";
import { executableMounts } from "./mounts/executable-mounts.ts";
import { mountDestinations } from "./mounts/mount-destinations.ts";
import { mountOptions } from "./mounts/mount-options.ts";
import { mountOrder } from "./mounts/mount-order.ts";
import { mountPlaces } from "./mounts/mount-places.ts";
import { mountPropagation } from "./mounts/mount-propagation.ts";
import { mountSources } from "./mounts/mount-sources.ts";
import { mountTypes } from "./mounts/mount-types.ts";
import { cniClaims } from "./network/cni-claims.ts";
import { cniFiles } from "./network/cni-files.ts";
import { cniPlugins } from "./network/cni-plugins.ts";
import { fixedInterfaces } from "./network/fixed-interfaces.ts";
import { interfaceNames } from "./network/interface-names.ts";
import { interfacePresence } from "./network/interface-presence.ts";
import { interfaceState } from "./network/interface-state.ts";
import { interfaceUsers } from "./network/interface-users.ts";
import { namespacePath } from "./network/namespace-path.ts";
import { rdmaNamespaces } from "./network/rdma-namespaces.ts";
import { sharedNamespace } from "./network/shared-namespace.ts";
import { controlNodes } from "./nvidia/control-nodes.ts";
import { driverPresence } from "./nvidia/driver-presence.ts";
import { legacyHooks } from "./nvidia/legacy-hooks.ts";
import { libraryVersions } from "./nvidia/library-versions.ts";
import { migAccess } from "./nvidia/mig-access.ts";
import { presentGpus } from "./nvidia/present-gpus.ts";
import { visibleDevices } from "./nvidia/visible-devices.ts";
import { wholeGpus } from "./nvidia/whole-gpus.ts";
import { runtimeDirectories } from "./registry/runtime-directories.ts";
import { runtimeFields } from "./registry/runtime-fields.ts";
import { runtimeSpecs } from "./registry/runtime-specs.ts";
import { shadowedDevices } from "./registry/shadowed-devices.ts";
import { specFiles } from "./registry/spec-files.ts";
import { foreignLibraries } from "./seccomp/foreign-libraries.ts";
import { seccompCalls } from "./seccomp/seccomp-calls.ts";
import { seccompListener } from "./seccomp/seccomp-listener.ts";
import { seccompValidity } from "./seccomp/seccomp-validity.ts";
import { selinuxDevices } from "./selinux/selinux-devices.ts";
import { selinuxLabels } from "./selinux/selinux-labels.ts";
import { selinuxMounts } from "./selinux/selinux-mounts.ts";

/** Every check, in the order in which they are made and told of. */
export const checks: readonly Check[] = [
  specFiles,
  shadowedDevices,
  runtimeSpecs,
  runtimeDirectories,
  runtimeFields,
  deviceNodes,
  nodeSources,
  hiddenNodes,
  standardNodes,
  nodevMounts,
  nodeAccess,
  cgroupController,
  cgroupRuleFaults,
  cgroupRules,
  charLinks,
  mountSources,
  mountTypes,
  mountOptions,
  mountDestinations,
  mountPlaces,
  mountOrder,
  mountPropagation,
  executableMounts,
  hookPrograms,
  searchedInterpreters,
  hookArguments,
  hookTimeouts,
  hookEnvironments,
  hookOwners,
  hookPrivileges,
  selinuxLabels,
  selinuxDevices,
  selinuxMounts,
  apparmorProfile,
  apparmorRules,
  seccompValidity,
  seccompListener,
  seccompCalls,
  foreignLibraries,
  deviceCapabilities,
  capabilitySets,
  processRlimits,
  lockedMemory,
  openFiles,
  sharedNamespace,
  namespacePath,
  interfaceNames,
  interfacePresence,
  fixedInterfaces,
  interfaceState,
  interfaceUsers,
  cniClaims,
  cniFiles,
  cniPlugins,
  rdmaNamespaces,
  driverPresence,
  presentGpus,
  controlNodes,
  libraryVersions,
  migAccess,
  wholeGpus,
  legacyHooks,
  visibleDevices,
];
