import type { NetDevice } from "../../../src/cdi/spec.ts";
import type { Check } from "../../../src/preflight/check.ts";
import { type FakeHostParts, fakeHost, together } from "../../host/fake-host.ts";
import { said, subjectOn } from "../subject-on.ts";

export interface NetworkCase {
  /** Interfaces of one device, `vendor.com/device=x`, by their names on the host; each keeps its name unless told. */
  readonly moved?: Readonly<Record<string, string>>;
  /** Device nodes that it brings besides. */
  readonly nodes?: readonly string[];
  readonly host?: FakeHostParts;
  /** The network namespace of the container: none is that of the host. No container where false. */
  readonly namespace?: { readonly path?: string } | "of the host" | false;
  readonly runtime?: string;
}

/** What a check says of a container that is to have network interfaces. */
export function saysOf(check: Check, { moved = {}, nodes = [], host = {}, namespace = {}, runtime }: NetworkCase) {
  const netDevices: NetDevice[] = Object.entries(moved).map(([hostInterfaceName, name]) => ({
    hostInterfaceName,
    name,
  }));
  const deviceNodes = nodes.map((path) => ({ path, type: "c", major: 231, minor: 192 }));
  const namespaces = namespace === "of the host" ? [] : [{ type: "network", ...namespace }];
  const edits = {
    env: ["A=1"],
    ...(netDevices.length > 0 && { netDevices }),
    ...(deviceNodes.length > 0 && { deviceNodes }),
  };
  const subject = subjectOn({
    host: fakeHost(host).host,
    devices: { x: edits },
    ...(namespace !== false && { oci: { linux: { namespaces } }, path: "/run/bundle/config.json" }),
    ...(runtime !== undefined && { runtime }),
  });
  return said(check.run(subject));
}

export interface FakeInterface {
  readonly name: string;
  /** The directory of its device. */
  readonly at?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly entries?: readonly string[];
  /** What it is a part of. */
  readonly master?: string;
}

/** What sysfs has for an interface that is up and has a link, unless told. */
export function interfaceParts({ name, at = "/sys/devices/virtual", files = {}, entries = [], master }: FakeInterface) {
  const directory = `${at}/net/${name}`;
  const content = { flags: "0x1003", operstate: "up", type: "1", address: "02:00:00:00:00:01", ifindex: "7", ...files };
  return {
    files: Object.fromEntries(Object.entries(content).map(([file, text]) => [`${directory}/${file}`, `${text}\n`])),
    directories: entries.map((entry) => `${directory}/${entry}`),
    links: {
      [`/sys/class/net/${name}`]: directory,
      ...(master !== undefined && { [`${directory}/master`]: `/sys/devices/virtual/net/${master}` }),
    },
  };
}

const routeHead = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";

/** The routes of the host: lines of `/proc/net/route` and `/proc/net/ipv6_route`. */
export function routeParts(lines: readonly string[], lines6: readonly string[] = []): FakeHostParts {
  const text = `${routeHead}${lines.map((line) => `${line}\n`).join("")}`;
  return { files: { "/proc/1/net/route": text, "/proc/1/net/ipv6_route": lines6.map((line) => `${line}\n`).join("") } };
}

/** eth0 with the default route, and eth1, which the host has no use for. */
export const usual: FakeHostParts = together(
  interfaceParts({ name: "lo", files: { flags: "0x9", operstate: "unknown", type: "772" } }),
  interfaceParts({ name: "eth0", at: "/sys/devices/pci0000:00/0000:00:03.0/virtio2", files: { ifindex: "2" } }),
  interfaceParts({
    name: "eth1",
    at: "/sys/devices/pci0000:00/0000:00:04.0",
    files: { ifindex: "3", address: "02:00:00:00:00:0a" },
  }),
  routeParts([
    "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0",
    "eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0",
  ]),
);
