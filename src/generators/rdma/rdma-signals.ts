import type { Signal } from "../generator.ts";

/** By what it shows that a device, a node or a network interface came, went or was renamed. */
export const rdmaSignals: readonly Signal[] = [
  ...["infiniband", "infiniband_verbs", "infiniband_mad", "infiniband_cm", "misc", "net"].map(
    (name): Signal => ({ path: `/sys/class/${name}` }),
  ),
  { path: "/sys/module/ib_core/parameters/netns_mode" },
  { path: "/dev/infiniband", on: "devices" },
];
