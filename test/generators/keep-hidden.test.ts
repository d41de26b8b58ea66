import { describe, expect, it } from "vitest";
import type { Spec } from "../../src/cdi/spec.ts";
import { generateSpec } from "../../src/generators/generate-spec.ts";
import type { Generator } from "../../src/generators/generator.ts";
import { fakeHost } from "../host/fake-host.ts";

const node = (path: string) => ({ path, permissions: "rw" });
const device = (name: string) => ({
  name,
  containerEdits: { deviceNodes: [node(`/dev/${name}`), node("/dev/common")], env: ["ALL=1"] },
});

/** A generator that finds these devices, and of the others takes those for hidden whose name begins so. */
function generatorOf(found: readonly string[], hidden = "hidden"): Generator {
  const kind = "v.com/c";
  return {
    name: "test",
    kind,
    signals: [],
    detect: () => ({ applies: found.length > 0, reason: "test" }),
    generate: () => ({
      spec: found.length > 0 ? { cdiVersion: "", kind, devices: found.map(device) } : undefined,
      problems: [],
    }),
    isHidden: (_, { name }) => name.startsWith(hidden),
  };
}

function generate(found: readonly string[], before?: Spec) {
  const { host } = fakeHost();
  const options = { hooks: "auto", values: new Map() } as const;
  return generateSpec(generatorOf(found), { tree: host, devices: host, driver: host }, options, { before });
}

const names = (spec?: Spec) => spec?.devices.map(({ name }) => name);
const everything = generate(["a", "b", "hidden1", "hidden2"]).spec;

describe("a device of the older spec", () => {
  it("stays where it is only hidden, as it was, and that is said", () => {
    const { spec, problems } = generate(["a", "b"], everything);
    expect(spec).toEqual(everything);
    expect(problems).toEqual([
      {
        code: "hidden-device",
        severity: "info",
        message: "Kept, though it is not seen now: hidden1, hidden2",
        devices: ["v.com/c=hidden1", "v.com/c=hidden2"],
      },
    ]);
  });

  it("stays where no other is left", () => {
    expect(names(generate([], everything).spec)).toEqual(["hidden1", "hidden2"]);
  });

  it("is what is found now where it is seen again", () => {
    const { spec, problems } = generate(["a", "hidden1", "hidden2"], everything);
    expect(names(spec)).toEqual(["a", "hidden1", "hidden2"]);
    expect(problems).toEqual([]);
  });

  it("goes where it is not hidden", () => {
    expect(names(generate(["a"], everything).spec)).toEqual(["a", "hidden1", "hidden2"]);
    expect(generate([], generate(["a", "b"]).spec).spec).toBeUndefined();
  });

  it("has what the spec said for all, also where others have that no longer", () => {
    const odd = generatorOf([]);
    const { host } = fakeHost();
    const generated = generateSpec(
      {
        ...odd,
        generate: () => ({
          spec: { cdiVersion: "", kind: odd.kind, devices: [{ name: "x", containerEdits: { env: ["X=1"] } }] },
          problems: [],
        }),
      },
      { tree: host, devices: host, driver: host },
      { hooks: "auto", values: new Map() },
      { before: everything },
    );
    const hidden = generated.spec?.devices.find(({ name }) => name === "hidden1");
    expect(generated.spec?.containerEdits).toBeUndefined();
    expect(hidden?.containerEdits).toEqual({
      env: ["ALL=1"],
      deviceNodes: [node("/dev/common"), node("/dev/hidden1")],
    });
  });
});
