import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cniClaims } from "../../../src/preflight/network/cni-claims.ts";
import { pathsAt } from "../../../src/preflight/network/cni-directories.ts";
import { cniFiles } from "../../../src/preflight/network/cni-files.ts";
import { parseCniNetwork } from "../../../src/preflight/network/cni-network.ts";
import { cniPlugins } from "../../../src/preflight/network/cni-plugins.ts";
import { type FakeHostParts, together } from "../../host/fake-host.ts";
import { interfaceParts, saysOf, usual } from "./network-of.ts";

/** Files of a directory, by their names. */
function cni(files: Readonly<Record<string, unknown>>, directory = "/etc/cni/net.d"): FakeHostParts {
  const text = (content: unknown) => (typeof content === "string" ? content : JSON.stringify(content));
  return {
    files: Object.fromEntries(Object.entries(files).map(([name, json]) => [`${directory}/${name}`, text(json)])),
  };
}

const list = (...plugins: readonly object[]) => ({ cniVersion: "1.0.0", name: "pods", plugins });
const given = (host: FakeHostParts, name = "eth1") => ({ moved: { [name]: name }, host: together(usual, host) });
const claims = (plugin: object, name = "eth1", more: FakeHostParts = {}) =>
  saysOf(cniClaims, given(together(more, cni({ "1.conflist": list(plugin) })), name));

describe("an interface that CNI uses", () => {
  it("is told of with the chain of plugins", () => {
    const chain = list({ type: "macvlan", master: "eth1" }, { type: "tuning" }, { type: "portmap" });
    const says = (files: Readonly<Record<string, unknown>>) => saysOf(cniClaims, given(cni(files)));
    const taken = (network: string) =>
      `warning net-device-claimed: The network interface eth1 is taken by the CNI network "pods"${network} in /etc/cni/net.d/20.conflist (macvlan -> tuning -> portmap): macvlan says that it is its master; its containers lose it, or have it already -> Take it out of /etc/cni/net.d/20.conflist, or name another interface in /etc/cdi/device.yaml`;
    expect(says({ "20.conflist": chain })).toEqual([taken(", the default one,")]);
    expect(says({ "20.conflist": chain, "10.conf": { name: "a", type: "ptp" } })).toEqual([taken("")]);
    expect(says({ "20.conflist": chain, "10.conf": "{" })).toEqual([taken(", the default one,")]);
  });

  it("is none where CNI has other ones, or nothing at all", () => {
    expect(claims({ type: "macvlan", master: "eth9" })).toEqual([]);
    expect(claims({ type: "macvlan", master: "eth1", linkInContainer: true })).toEqual([]);
    for (const check of [cniClaims, cniFiles, cniPlugins]) expect(saysOf(check, given({}))).toEqual([]);
  });

  it.each([
    [{ type: "ipvlan", master: "eth1" }, "it is its master"],
    [{ type: "vlan", Master: "eth1", vlanId: 5 }, "it is its master"],
    [{ type: "host-device", device: "eth1" }, "it moves it into containers"],
    [
      { type: "host-device", hwAddr: "02-00-00-00-00-0A" },
      "it moves the one with address 02:00:00:00:00:0a into containers",
    ],
    [
      { type: "host-device", kernelpath: "/sys/devices/pci0000:00/0000:00:04.0/" },
      "it moves the one of /sys/devices/pci0000:00/0000:00:04.0 into containers",
    ],
    [{ type: "host-device", pciBusID: "0000:00:04.0" }, "it moves the one of the device 0000:00:04.0 into containers"],
    [{ type: "sriov", deviceID: "0000:00:04.0" }, "it moves the one of the device 0000:00:04.0 into containers"],
    [
      { type: "host-device", runtimeConfig: { deviceID: "0000:00:04.0" } },
      "it moves the one of the device 0000:00:04.0 into containers",
    ],
  ])("is named by %j", (plugin, use) => {
    expect(claims(plugin)[0]).toContain(`: ${plugin.type} says that ${use}; its containers`);
    expect(claims(plugin, "eth0")).toEqual([]);
  });

  it("has the default route where macvlan and ipvlan name no other", () => {
    expect(claims({ type: "macvlan" }, "eth0")[0]).toContain("it is its master, as the interface of the default route");
    expect(claims({ type: "macvlan" })).toEqual([]);
    expect(claims({ type: "vlan" }, "eth0")).toEqual([]);
  });

  it("is virtio's of a PCI function", () => {
    expect(claims({ type: "host-device", pciBusID: "0000:00:03.0" }, "eth0")).toHaveLength(1);
  });

  it("is on a bridge of CNI", () => {
    const port = interfaceParts({ name: "eth5", master: "cni0" });
    const parts = together(port, interfaceParts({ name: "cni0" }));
    expect(claims({ type: "bridge" }, "eth5", parts)[0]).toContain("bridge says that it is on its bridge cni0");
    expect(claims({ type: "bridge", bridge: "br1" }, "eth5", parts)).toEqual([]);
  });

  it("is looked for where engines are told that networks are", () => {
    const toml = { files: { "/etc/containerd/config.toml": '[plugins.x.cni]\n  conf_dir = "/opt/net.d/"\n' } };
    const files = cni({ "1.conf": { name: "a", type: "macvlan", master: "eth1" } }, "/opt/net.d");
    expect(saysOf(cniClaims, given(together(toml, files)))[0]).toContain("/opt/net.d/1.conf (macvlan)");
  });

  it("is looked for in the directory of a network", () => {
    const files = cni({ "1.conflist": { name: "pods", plugins: [{ type: "ptp" }] } });
    const more = cni({ "a.conf": { type: "macvlan", master: "eth1" }, "b.conf": "[" }, "/etc/cni/net.d/pods");
    expect(saysOf(cniClaims, given(together(files, more)))[0]).toContain("(ptp -> macvlan): macvlan says");
    const only = cni({ "1.conflist": { name: "pods", plugins: [{ type: "ptp" }], loadOnlyInlinedPlugins: "True" } });
    expect(saysOf(cniClaims, given(together(only, more)))).toEqual([]);
  });

  it("is told of in one line of some length, whatever the file has", () => {
    const plugins = Array.from({ length: 20 }, () => ({ type: `a\nb${"x".repeat(1000)}`, master: "eth1" }));
    const [line = ""] = saysOf(cniClaims, given(cni({ "1.conflist": { name: "\u001b[2J".repeat(999), plugins } })));
    expect(line).not.toMatch(/[\n\u001b]/);
    expect(line).toContain("-> 12 more)");
    expect(line.length).toBeLessThan(2000);
  });
});

describe("a file that CNI does not take", () => {
  const invalid = (name: string, why: string) => [
    `warning cni-file-invalid: CNI does not take the configuration /etc/cni/net.d/${name}: ${why}; whoever comes across it gets no network -> Mend /etc/cni/net.d/${name}, or move it out of its directory`,
  ];
  const says = (name: string, content: unknown) => saysOf(cniFiles, given(cni({ [name]: content })));

  it.each([
    ["a.conflist", '{"name": "x",\n "plugins": [}', "it is not JSON: A JSON value is due"],
    ["a.conflist", "", "it is empty"],
    ["a.conflist", "[]", "it is not a JSON object"],
    ["a.conflist", { plugins: [{ type: "ptp" }] }, "it has no name, or one that is no text"],
    ["a.conflist", { name: "x", plugins: {} }, "plugins is not a list"],
    ["a.conflist", { name: "x", plugins: [] }, "its list of plugins is empty"],
    ["a.conflist", list({ type: "ptp" }, { master: "eth1" }), "plugin 2 of the list has no type, the name of a plugin"],
    ["a.conflist", { name: "x", loadOnlyInlinedPlugins: true }, "it has no plugins"],
    ["a.conflist", { name: "x", loadOnlyInlinedPlugins: 1 }, "loadOnlyInlinedPlugins is neither true nor false"],
    ["a.conf", list({ type: "ptp" }), "it has no type, the name of a plugin"],
    [
      "a.json",
      `{"type": "ptp", "x": "${"x".repeat(2 * 1024 * 1024)}"}`,
      "it has 2097176 bytes, and containerd takes 2097152",
    ],
  ])("%s: %#", (name, content, why) => {
    expect(says(name, content)).toEqual(invalid(name, why));
  });

  it("is told of with its place", () => {
    const text = '{"name": "x",\n "plugins": [}';
    expect(parseCniNetwork(text, true)).toMatchObject({ line: 2, column: 14 });
  });

  it("is one that it takes otherwise, or does not look at", () => {
    expect(says("a.conflist", list({ type: "ptp" }))).toEqual([]);
    expect(says("a.conf", { type: "ptp" })).toEqual([]);
    expect(says("a.conf.bak", "{")).toEqual([]);
    expect(says("a.conf/x", "{")).toEqual([]);
  });

  it("is a link that leads nowhere", () => {
    const links = { "/etc/cni/net.d/a.conf": "/nowhere" };
    expect(saysOf(cniFiles, given({ links }))).toEqual(invalid("a.conf", "its link leads nowhere"));
  });

  it("matters to nobody who moves no interface", () => {
    expect(saysOf(cniFiles, { host: cni({ "a.conf": "{" }) })).toEqual([]);
    expect(saysOf(cniPlugins, { host: cni({ "a.conf": { type: "nope" } }) })).toEqual([]);
  });
});

describe("a plugin of CNI", () => {
  const files = cni({
    "1.conflist": list({ type: "macvlan", ipam: { type: "dhcp" } }),
    "2.conf": { name: "b", type: "macvlan" },
  });
  const missing = (type: string, user: string) =>
    `warning cni-plugin-missing: There is no CNI plugin ${type} in /opt/cni/bin, /usr/libexec/cni, /usr/lib/cni, /usr/local/libexec/cni, /usr/local/lib/cni, which ${user} names: its network cannot be set up -> Install ${type} in /opt/cni/bin`;

  it("is installed, with those that give addresses", () => {
    const says = (parts: FakeHostParts) => saysOf(cniPlugins, given(together(files, parts)));
    expect(says({})).toEqual([
      missing("macvlan", "/etc/cni/net.d/1.conflist and 1 more"),
      missing("dhcp", "/etc/cni/net.d/1.conflist"),
    ]);
    expect(says({ files: { "/opt/cni/bin/macvlan": "", "/usr/lib/cni/dhcp": "" } })).toEqual([]);
  });

  it("may be where an engine is told", () => {
    const parts = {
      files: {
        "/etc/crio/crio.conf.d/10.conf": '[crio.network]\nplugin_dirs = [\n\t"/a",\n\t"/b/cni", # ours\n]\n',
        "/b/cni/macvlan": "",
        "/a/dhcp": "",
      },
    };
    expect(saysOf(cniPlugins, given(together(files, parts)))).toEqual([]);
  });

  it.each([
    ['bin_dir = "/x"', ["/x"]],
    ['# bin_dir = "/x"', []],
    ['bin_dir = "relative"', []],
    ['bin_dirs = ["/x", \'/y\']\nother = ["/z"]', ["/x", "/y"]],
    ['bin_dirs = [\n"/x",\n# "/no",\n"/y"]\n"/z"', ["/x", "/y"]],
  ])("directories of %j", (toml, expected) => {
    expect(pathsAt(toml, /^bin_dirs?$/)).toEqual(expected);
  });
});

describe("any file", () => {
  const word = fc.constantFrom(
    ...'{}[]:,"'.split(""),
    '"name":',
    '"plugins":[',
    '"type":"ptp"',
    '"type":5',
    "null",
    "true",
    '"__proto__":{"type":"x"}',
    "\n",
    "\\u0000",
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(word, { maxLength: 30 }).map((words) => words.join("")),
    fc.json(),
    fc.jsonValue().map((json) => JSON.stringify({ name: "x", plugins: [json] })),
    fc
      .jsonValue()
      .map((json) => JSON.stringify({ name: "x", type: "bridge", plugins: json, ipam: json, master: json })),
  );

  it("is a network with a type for each plugin, or has a reason", () => {
    fc.assert(
      fc.property(text, fc.boolean(), (content, isList) => {
        const found = parseCniNetwork(content, isList);
        if ("reason" in found) expect(found.reason).not.toBe("");
        else for (const plugin of found.plugins) expect(plugin.type).not.toBe("");
      }),
      { numRuns: 2000 },
    );
  });

  it("does the checks no harm", () => {
    fc.assert(
      fc.property(text, (content) => {
        const host = cni({ "1.conflist": content, "2.conf": content });
        for (const check of [cniClaims, cniFiles, cniPlugins]) {
          for (const line of saysOf(check, given(host))) expect(line).toMatch(/^(?:warning|info) (?:cni|net|unknown)/);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("may be nested as deep as it likes, or long", () => {
    const start = performance.now();
    expect(parseCniNetwork("[".repeat(1_000_000), true)).toHaveProperty("reason");
    expect(parseCniNetwork(`{"name":"x","plugins":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, true)).toHaveProperty(
      "reason",
    );
    const many = list(...Array.from({ length: 50_000 }, () => ({ type: "macvlan", master: "eth9" })));
    expect(parseCniNetwork(JSON.stringify(many), true)).toHaveProperty("plugins.length", 50_000);
    expect(pathsAt(`bin_dirs = ${" ".repeat(60_000)}x`, /^bin_dirs$/)).toEqual([]);
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});
