import { generateSpec, type SpecLimits } from "../../../src/generators/generate-spec.ts";
import type { GeneratorHost } from "../../../src/generators/generator.ts";
import { rdma } from "../../../src/generators/rdma/rdma.ts";
import type { HostTree } from "../../../src/host/host-tree.ts";
import { type FakeHostParts, fakeHost } from "../../host/fake-host.ts";

type Values = Readonly<Record<string, readonly string[]>>;

export function placesOf(host: HostTree): GeneratorHost {
  return { tree: host, devices: host, driver: host };
}

/** What the generator writes for a host that is there. */
export function generateAt(host: HostTree, values: Values = {}, limits: SpecLimits = {}) {
  const options = { hooks: "auto" as const, values: new Map(Object.entries(values)) };
  const { spec, problems } = generateSpec(rdma, placesOf(host), options, limits);
  return {
    spec,
    problems,
    names: spec?.devices.map(({ name }) => name) ?? [],
    messages: problems.map(({ message }) => message),
    deviceOf: (name: string) => spec?.devices.find((device) => device.name === name),
    /** What a device has in the container, below `/dev/infiniband`. */
    nodesOf: (name: string) =>
      [spec, spec?.devices.find((device) => device.name === name)]
        .flatMap((part) => part?.containerEdits?.deviceNodes ?? [])
        .map(({ path }) => path.replace("/dev/infiniband/", ""))
        .sort(),
  };
}

/** What the generator writes for a host made of parts. */
export function generate(parts: FakeHostParts, values: Values = {}) {
  return generateAt(fakeHost(parts).host, values);
}
