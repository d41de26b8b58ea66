import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fixedInterfaces } from "../../../src/preflight/network/fixed-interfaces.ts";
import { interfaceNameFault } from "../../../src/preflight/network/interface-name-fault.ts";
import { interfaceNames } from "../../../src/preflight/network/interface-names.ts";
import { interfacePresence } from "../../../src/preflight/network/interface-presence.ts";
import { interfaceState } from "../../../src/preflight/network/interface-state.ts";
import { interfaceUsers } from "../../../src/preflight/network/interface-users.ts";
import { sharedNamespace } from "../../../src/preflight/network/shared-namespace.ts";
import { fakeHost, together } from "../../host/fake-host.ts";
import { said, subjectOn } from "../subject-on.ts";
import { interfaceParts, type NetworkCase, routeParts, saysOf, usual } from "./network-of.ts";

const eth1 = { moved: { eth1: "eth1" }, host: usual };
const checks = [interfacePresence, interfaceState, fixedInterfaces, interfaceUsers, interfaceNames, sharedNamespace];

describe("an interface that is good", () => {
  it("has nothing said of it, with a container and without", () => {
    for (const check of checks) {
      expect(saysOf(check, eth1)).toEqual([]);
      expect(saysOf(check, { ...eth1, namespace: false })).toEqual([]);
    }
  });

  it("need not be there where nobody moves any", () => {
    for (const check of checks) expect(saysOf(check, { namespace: "of the host" })).toEqual([]);
  });
});

describe("the presence of an interface", () => {
  const says = (given: NetworkCase) => saysOf(interfacePresence, given);
  const missing = (what: string) => [
    `error net-device-missing: The host has no network interface eth7 in its own network namespace, so ${what} -> See with ip link show dev eth7; if another container has it, stop that one; if it has another name by now, write /etc/cdi/device.yaml anew`,
  ];

  it("is needed", () => {
    const given = { moved: { eth7: "net0" }, host: usual };
    const runc = missing('runc fails with "link not found for interface eth7 on runtime namespace"');
    expect(says(given)).toEqual(runc);
    expect(says({ ...given, namespace: false, runtime: "podman@6" })).toEqual(runc);
    expect(says({ ...given, runtime: "crun@1.22" })).toEqual(
      missing('crun fails with "netlink error while looking for interface"'),
    );
  });

  it("is unknown where sysfs cannot be read", () => {
    expect(says({ moved: { eth7: "net0" } })).toEqual([
      "info unknown: Cannot tell whether the host has the network interface eth7: /sys/class/net cannot be read -> Run where the host's /sys is mounted",
    ]);
  });

  it("counts by the other names that udev gives", () => {
    const udev = { files: { "/run/udev/data/n3": "I:12\nE:ID_NET_NAME_PATH=enp0s4\nE:ID_NET_NAME_SLOT=ens4\n" } };
    const host = together(usual, udev);
    expect(says({ moved: { enp0s4: "net0" }, host })).toEqual([]);
    expect(says({ moved: { enp0s5: "net0" }, host })).toHaveLength(1);
  });

  it("is no path", () => {
    expect(says({ moved: { "../net/eth1": "net0" }, host: usual })).toEqual([]);
  });
});

describe("the state of an interface", () => {
  const says = (flags: string, operstate: string) =>
    saysOf(interfaceState, {
      moved: { eth5: "eth5" },
      host: interfaceParts({ name: "eth5", files: { flags, operstate } }),
    });

  it("is up, or one that the driver does not know", () => {
    expect(says("0x1003", "up")).toEqual([]);
    expect(says("0x1003", "unknown")).toEqual([]);
  });

  it("is doubtful where it is not set up", () => {
    expect(says("0x1002", "down")).toEqual([
      "warning net-device-down: The network interface eth5 is down on the host (flags 0x1002): the runtime sets it up in the container, but nobody can see now whether it has a link -> Run ip link set dev eth5 up, and see with ip link show dev eth5",
    ]);
  });

  it.each(["down", "lowerlayerdown", "dormant"])("is bad where it is %s", (operstate) => {
    expect(says("0x1003", operstate)).toEqual([
      `warning net-device-down: The network interface eth5 is set up on the host and has no link (operstate ${operstate}): nothing gets through it in the container either -> Connect its cable, or mend its other end, until ip link show dev eth5 says state UP`,
    ]);
  });

  it("is unknown where sysfs says nothing", () => {
    expect(says("?", "up")).toEqual([
      "info unknown: Cannot tell whether the network interface eth5 is up: /sys/devices/virtual/net/eth5/flags cannot be read -> Run where the host's /sys is mounted",
    ]);
  });
});

describe("an interface that the kernel does not move", () => {
  const says = (parts: Parameters<typeof interfaceParts>[0], runtime?: string) =>
    saysOf(fixedInterfaces, {
      moved: { [parts.name]: "net0" },
      host: interfaceParts(parts),
      ...(runtime !== undefined && { runtime }),
    });
  const fixed = (name: string, what: string, fix: string, runtime = "runc") => [
    `error net-device-fixed: Cannot move the network interface ${name} into a container: it is ${what}, which the kernel leaves in its network namespace, so ${runtime} fails with "invalid argument" -> ${fix}`,
  ];

  it("is the loopback", () => {
    const fix = "Take it out of /etc/cdi/device.yaml: each container has a loopback interface of its own";
    expect(says({ name: "lo", files: { type: "772" } })).toEqual(fixed("lo", "the loopback interface", fix));
    expect(says({ name: "lo", files: { type: "772" } }, "crun")).toEqual(
      fixed("lo", "the loopback interface", fix, "crun"),
    );
  });

  it.each([
    ["bridge", "a bridge", "Put a veth pair on the bridge and name its other end in /etc/cdi/device.yaml"],
    ["bonding", "a bond", "Make a macvlan or VLAN on the bond and name that in /etc/cdi/device.yaml"],
    [
      "phy80211",
      "a wireless interface, which moves with its radio alone",
      "Move the radio with iw phy, and take the interface out of /etc/cdi/device.yaml",
    ],
  ])("has %s", (entry, what, fix) => {
    expect(says({ name: "big0", entries: [entry] })).toEqual(fixed("big0", what, fix));
    expect(says({ name: "big0" })).toEqual([]);
  });
});

describe("an interface that the host uses", () => {
  const says = (given: NetworkCase) => saysOf(interfaceUsers, given);
  const used = (name: string, uses: string) => [
    `warning net-device-in-use: The host loses its network interface ${name} to the container: ${uses} -> Name an interface that the host does not need in /etc/cdi/device.yaml`,
  ];

  it("has the default route", () => {
    expect(says({ moved: { eth0: "net0" }, host: usual })).toEqual(
      used("eth0", "the default route goes through it, so the node is cut off; it leads to 192.0.2.0/24"),
    );
  });

  it("has routes of IPv6", () => {
    const zero = "00000000000000000000000000000000";
    const route = (to: string, length: string, flags = "00000001", by = "eth1") =>
      `${to} ${length} ${zero} 00 ${zero} 00000100 00000001 00000000 ${flags} ${by.padStart(8)}`;
    const host = (...lines: string[]) => together(usual, routeParts([], lines));
    const prefix = "fd000000000000000000000000000000";
    expect(says({ ...eth1, host: host(route(prefix, "40")) })).toEqual(used("eth1", "it leads to fd00::/64"));
    expect(says({ ...eth1, host: host(route(zero, "00", "00000003")) })[0]).toContain("the node is cut off");
    const link = "fe800000000000000000000000000000";
    const group = "ff000000000000000000000000000000";
    const own = route("fd000000000000000000000000000002", "80", "80200001");
    expect(says({ ...eth1, host: host(route(link, "40"), route(group, "08"), own) })).toEqual([]);
  });

  it("is a part of a bridge or a bond, or has others made on it", () => {
    const part = (entries: readonly string[], master?: string) => ({
      moved: { eth5: "eth5" },
      host: together(
        usual,
        interfaceParts({ name: "br0", entries: ["bridge"] }),
        interfaceParts({ name: "eth5", entries, ...(master !== undefined && { master }) }),
      ),
    });
    expect(says(part(["brport", "upper_br0"], "br0"))).toEqual(used("eth5", "it is a port of the bridge br0"));
    expect(says(part(["bonding_slave", "upper_br0"], "br0"))).toEqual(used("eth5", "it is a part of the bond br0"));
    expect(says(part([], "br0"))).toEqual(used("eth5", "it is a part of br0"));
    const vlans = ["upper_eth5.1", "upper_eth5.2", "upper_eth5.3", "upper_eth5.4"];
    expect(says(part(vlans))).toEqual(used("eth5", "eth5.1, eth5.2, eth5.3 and 1 more of the host is made on it"));
  });

  it("is not known where the routes cannot be read", () => {
    const host = interfaceParts({ name: "eth5" });
    expect(says({ moved: { eth5: "eth5" }, host })).toEqual([
      "info unknown: Cannot tell whether routes of the host go through eth5: /proc/net/route cannot be read -> Run where the host's /proc is mounted",
    ]);
  });
});

describe("the name of an interface in the container", () => {
  const says = (given: NetworkCase) => saysOf(interfaceNames, given);
  const invalid = (name: string, why: string) => [
    `error net-device-name-invalid: No network interface can be called ${JSON.stringify(name)}: ${why} -> Write a name of 1 to 15 bytes without space, slash and colon in /etc/cdi/device.yaml`,
  ];

  it.each([
    ["a b", "it has white space"],
    ["a/b", "it has a slash or a colon"],
    ["eth0:1", "it has a slash or a colon"],
    ["..", "it is a directory's"],
    ["sixteen-letters0", "it has 16 bytes, and a name may have 15"],
    ["éééééééé", "it has 16 bytes, and a name may have 15"],
  ])("is not %j", (name, why) => {
    expect(says({ moved: { eth1: name }, host: usual })).toEqual(invalid(name, why));
    expect(says({ moved: { [name]: "net0" }, host: usual })).toEqual(invalid(name, why));
    expect(says({ moved: { [name]: name }, host: usual })).toHaveLength(1);
  });

  it("is any that has 1 to 15 bytes of other characters", () => {
    const letter = fc.constantFrom(..."abcXYZ019-_.@%+~");
    fc.assert(
      fc.property(fc.array(letter, { minLength: 3, maxLength: 15 }), (letters) => {
        fc.pre(!letters.every((each) => each === "."));
        expect(interfaceNameFault(letters.join(""))).toBeUndefined();
      }),
    );
    fc.assert(fc.property(fc.string({ minLength: 16 }), (text) => interfaceNameFault(text) !== undefined));
  });

  it("is free", () => {
    expect(says({ moved: { eth1: "lo" }, host: usual })).toEqual([
      'error net-device-name-taken: No further network interface can be called lo in the container: each network namespace has its own lo, so the move fails with "file exists" -> Write a name that is free in /etc/cdi/device.yaml',
    ]);
    expect(says({ moved: { eth1: "n%d", eth2: "n%d" }, host: usual })).toEqual([]);
  });

  it("is of one interface only", () => {
    const subject = subjectOn({
      host: fakeHost(usual).host,
      devices: {
        x: { netDevices: [{ hostInterfaceName: "eth1", name: "net0" }] },
        y: { netDevices: [{ hostInterfaceName: "eth2", name: "net0" }] },
      },
    });
    const problems = interfaceNames.run(subject);
    expect(said(problems)).toEqual([
      'error net-device-name-taken: No further network interface can be called net0 in the container: eth1, eth2 are all to have that name, so the move fails with "file exists" -> Write a name that is free in /etc/cdi/device.yaml',
    ]);
    expect(problems[0]?.devices).toEqual(["vendor.com/device=x", "vendor.com/device=y"]);
  });

  it("is one of several where devices disagree", () => {
    const device = (name: string) => ({ netDevices: [{ hostInterfaceName: "eth1", name }] });
    const subject = (oci?: object) =>
      subjectOn({ host: fakeHost(usual).host, devices: { x: device("a"), y: device("b") }, ...(oci && { oci }) });
    for (const each of [subject(), subject({})]) {
      expect(said(interfaceNames.run(each))).toEqual([
        "warning net-device-name-doubtful: The network interface eth1 is to have several names in the container: a, b; it gets the last one -> Ask for one of the devices alone",
      ]);
    }
  });

  it("is hardly eth0 where CNI sets up the namespace", () => {
    const asEth0 = { moved: { eth1: "eth0" }, host: usual };
    const taken = [
      'warning net-device-name-doubtful: The network interface eth1 may not be called eth0 in the container: CNI gives that name to the container\'s first interface, and the move then fails with "file exists" -> Write another name in /etc/cdi/device.yaml, such as net1',
    ];
    expect(says(asEth0)).toEqual([]);
    expect(says({ ...asEth0, namespace: { path: "/run/netns/pod" } })).toEqual(taken);
    expect(says({ ...asEth0, namespace: false })).toEqual([]);
    const cni = { files: { "/etc/cni/net.d/1.conf": '{"type":"ptp"}' } };
    expect(says({ ...asEth0, namespace: false, host: together(usual, cni) })).toEqual(taken);
  });
});

describe("a container without a network namespace of its own", () => {
  it("gets no interface", () => {
    expect(saysOf(sharedNamespace, { ...eth1, namespace: "of the host" })).toEqual([
      'error net-namespace-shared: Cannot move the network interface eth1 into the container: it has no network namespace of its own, so runc fails with "unable to move network devices without a NET namespace" -> Add {"type": "network"} to linux.namespaces in the OCI spec, or take the interface out of /etc/cdi/device.yaml: the container sees those of the host',
    ]);
    expect(saysOf(sharedNamespace, { ...eth1, namespace: "of the host", runtime: "crun" })).toEqual([
      'info unknown: Cannot tell what crun makes of the network interface eth1: the container has no network namespace of its own to move it to -> Add {"type": "network"} to linux.namespaces in the OCI spec',
    ]);
  });

  it("may have interfaces of its own in the OCI spec, which no device brings", () => {
    const subject = subjectOn({ host: fakeHost(usual).host, oci: { linux: { netDevices: { eth1: {} } } } });
    const [found] = sharedNamespace.run(subject);
    expect(found?.devices).toBeUndefined();
    expect(found?.fix).toContain("take the interface out of the OCI spec");
  });
});

describe("odd interfaces", () => {
  it("of an OCI spec hurt nobody", () => {
    const netDevices = Object.fromEntries(
      ["__proto__", "constructor", "a\nb", "", "x".repeat(10_000)].map((name) => [name, { name: 5 }]),
    );
    for (const odd of [netDevices, [], "x", null, { eth1: null, eth2: [] }]) {
      const subject = subjectOn({
        host: fakeHost(usual).host,
        oci: { linux: { netDevices: odd, namespaces: [{}, 3] } },
      });
      for (const check of checks) for (const line of said(check.run(subject))) expect(line).not.toContain("\n");
    }
  });

  it("by the thousand take no time to speak of", () => {
    const moved = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`e${index}`, "same"]));
    const start = performance.now();
    for (const check of checks) saysOf(check, { moved, host: usual });
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});
