import { generateSpec } from "../../src/generators/generate-spec.ts";
import type { Generator, GeneratorHost } from "../../src/generators/generator.ts";
import { type FakeHostParts, fakeHost } from "../host/fake-host.ts";

export function hostOf(parts: FakeHostParts): GeneratorHost {
  const { host } = fakeHost(parts);
  return { tree: host, devices: host, driver: host };
}

/** The spec of a generator for a host as it is written, with flags such as `management-nodes`. */
export function generateOn(generator: Generator, parts: FakeHostParts, ...flags: readonly string[]) {
  const values = new Map(flags.map((flag) => [flag, ["true"]]));
  const { spec, problems } = generateSpec(generator, hostOf(parts), { hooks: "auto", values });
  const devices = new Map(spec?.devices.map((device) => [device.name, device]));
  const nodesOf = (name: string): readonly string[] => {
    const shared = devices.has(name) ? (spec?.containerEdits?.deviceNodes ?? []) : [];
    return [...shared, ...(devices.get(name)?.containerEdits.deviceNodes ?? [])].map(({ path }) => path).sort();
  };
  return { spec, problems, names: [...devices.keys()], devices, nodesOf };
}
