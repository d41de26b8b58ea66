import { describe, expect, it } from "vitest";
import type { Spec } from "../../../src/cdi/spec.ts";
import { type FakeHostParts, fakeHost, together } from "../../host/fake-host.ts";
import { generate, generateAt } from "./generate-rdma.ts";
import { hcaParts } from "./hca-parts.ts";
import { connectXRoceHost, plainHost } from "./rdma-hosts.ts";

const exclusive: FakeHostParts = { files: { "/sys/module/ib_core/parameters/netns_mode": "N\n" } };
const shared: FakeHostParts = { files: { "/sys/module/ib_core/parameters/netns_mode": "Y\n" } };

/** A host without its RDMA device of a name, as it looks while a container has the device. */
function hidden(parts: FakeHostParts, name: string): FakeHostParts {
  const kept = (entries: Readonly<Record<string, string>> = {}): Record<string, string> =>
    Object.fromEntries(Object.entries(entries).filter(([path]) => !path.includes(`/infiniband/${name}`)));
  const directories = parts.directories?.filter((path) => !path.includes(`/infiniband/${name}`)) ?? [];
  return { ...parts, files: kept(parts.files), links: kept(parts.links), directories };
}

function namesAfter(parts: FakeHostParts, before: Spec | undefined): readonly string[] {
  return generateAt(fakeHost(parts).host, {}, { before }).names;
}

describe("where RDMA devices belong to one network namespace each", () => {
  it("says once that nodes do not do", () => {
    const { problems } = generate(together(connectXRoceHost, exclusive));
    const told = problems.filter(({ path }) => path === "/sys/module/ib_core/parameters/netns_mode");
    expect(told).toMatchObject([{ code: "odd-device", message: expect.stringContaining("network namespace") }]);
    expect(generate(together(plainHost, shared)).problems).toEqual([]);
  });

  it("keeps devices that a container has, and says so", () => {
    const parts = together(connectXRoceHost, exclusive);
    const { spec: before, names } = generate(parts);
    for (const name of ["mlx5_1", "mlx5_4"]) {
      const { problems, ...now } = generateAt(fakeHost(hidden(parts, name)).host, {}, { before });
      expect(now.names).toEqual(names);
      expect(now.nodesOf(name)).toContain(name === "mlx5_1" ? "uverbs1" : "uverbs2");
      expect(problems).toContainEqual(expect.objectContaining({ code: "hidden-device" }));
    }
  });

  it("keeps the last device that a container has", () => {
    const parts = together(plainHost, exclusive);
    const { spec: before } = generate(parts);
    expect(namesAfter(hidden(parts, "mlx5_0"), before)).toEqual(["0000:03:00.0", "enp3s0f0np0", "mlx5_0"]);
  });

  it.each([
    ["is shared among namespaces", (parts: FakeHostParts) => together(parts, shared)],
    [
      "has another driver now",
      (parts: FakeHostParts) =>
        together(parts, {
          links: { "/sys/devices/pci0000:00/0000:00:02.0/0000:03:00.0/driver": "/sys/bus/pci/drivers/vfio-pci" },
          directories: ["/sys/bus/pci/drivers/vfio-pci"],
        }),
    ],
    [
      "is there under another name",
      (parts: FakeHostParts) =>
        together(
          parts,
          hcaParts({ name: "rocep3s0f0", at: "/sys/devices/pci0000:00/0000:00:02.0/0000:03:00.0", uverbs: 0 }),
        ),
    ],
    [
      "lost its node to another one",
      (parts: FakeHostParts) => together(parts, hcaParts({ name: "rxe0", at: "/sys/devices/virtual", uverbs: 0 })),
    ],
    ["is there no longer", () => exclusive],
  ])("does not keep a device that %s", (_, change) => {
    const parts = together(plainHost, exclusive);
    const { spec: before } = generate(parts);
    expect(namesAfter(change(hidden(parts, "mlx5_0")), before)).not.toContain("mlx5_0");
  });

  it("believes nothing that a spec says of where a device is", () => {
    const annotations = [
      { pciBusId: "../../../devices/pci0000:00/0000:00:02.0/0000:03:00.0", driver: "mlx5_core" },
      { "rdma.dev/auxiliary-device": "../../pci/devices/0000:03:00.0" },
      {},
    ];
    const before: Spec = {
      cdiVersion: "0.6.0",
      kind: "rdma.dev/hca",
      devices: annotations.map((each, index) => {
        return { name: `x${index}`, annotations: each, containerEdits: { deviceNodes: [{ path: "/dev/null" }] } };
      }),
    };
    expect(namesAfter(hidden(together(plainHost, exclusive), "mlx5_0"), before)).toEqual([]);
  });
});
