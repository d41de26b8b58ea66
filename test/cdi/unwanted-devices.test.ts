import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPlainSpec, readSpec } from "../../src/cdi/read-spec.ts";
import { part } from "./text/arbitrary-text.ts";

/** An ordinary value as a rule, an odd one now and then. */
function mostly(ordinary: readonly string[], ...odd: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof({ arbitrary: fc.constantFrom(...ordinary), weight: 20 }, fc.constantFrom(...odd));
}

const nodes = fc.array(
  fc.record({
    fileMode: mostly(["", "438"], "4294967296", "0666", '"1"'),
    major: mostly(["", "195"], "08", "-1"),
    path: mostly(["/dev/nvidia0", "/dev/a-b.c/d"], "1", '""', "/dev/a:b", "/dev/é"),
    type: mostly(["", "c"], "x", "p"),
    more: mostly([""], "permissions: none", "hostPath: /dev/x", "path: /dev/y"),
  }),
  { maxLength: 3 },
);

const devices = fc.array(
  fc.record({
    nodes,
    hooks: fc.boolean(),
    name: mostly(['"0"', '"0:1"', "all", "GPU-1", "'b'"], "yes", "1", '"-"', "a:"),
    end: mostly(["", "# c\n", "\n"], "  annotations: {}\n", "    x: y\n", "   \n"),
  }),
  { minLength: 1, maxLength: 4 },
);

/** A spec as the NVIDIA generator prints it, or nearly so. */
const spec = fc
  .tuple(fc.constantFrom("0.3.0", "0.5.0"), fc.constantFrom("", "  "), devices)
  .map(
    ([version, indent, list]) =>
      `cdiVersion: ${version}\ndevices:\n${list
        .map((device) => deviceText(device, indent))
        .join("")}kind: nvidia.com/gpu\n`,
  );

type DeviceParts = (typeof devices extends fc.Arbitrary<infer List> ? List : never)[number];

function deviceText({ nodes: list, hooks, name, end }: DeviceParts, indent: string): string {
  const nodeLines = list.flatMap(({ fileMode, major, path, type, more }) => {
    const fields = [`path: ${path}`];
    if (major) fields.unshift(`major: ${major}`);
    if (fileMode) fields.unshift(`fileMode: ${fileMode}`);
    if (more) fields.push(more);
    if (type) fields.push(`type: ${type}`);
    return fields.map((field, index) => `    ${index === 0 ? "-" : " "} ${field}`);
  });
  const hookLines = hooks ? ["    hooks:", "    - hookName: prestart", "      path: /h"] : [];
  const lines = ["- containerEdits:", "    deviceNodes:", ...nodeLines, ...hookLines, `  name: ${name}`];
  return `${lines.map((line) => `${indent}${line}\n`).join("")}${end}`;
}

/** The same spec in a text that is long enough for devices to be passed over. */
function long(text: string): string {
  return `#${"x".repeat(65_536)}\n${text}`;
}

async function agrees(part: string, wanted: ReadonlySet<string>): Promise<boolean> {
  const text = long(part);
  const brief = readPlainSpec(text, wanted);
  if (!brief) return false;
  const { spec: whole } = await readSpec(text);
  const named = whole?.devices.map((device) => {
    return wanted.has(device.name) ? device : expect.objectContaining({ name: device.name });
  });
  expect(brief).toEqual({ ...whole, devices: named });
  return true;
}

describe("reading wanted devices only", () => {
  const wanted = fc.subarray(["0", "0:1", "all", "b"]).map((names) => new Set(names));

  it("accepts nothing that the reference refuses, and gives the same wanted devices", async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(spec, wanted, async (text, names) => {
        if (await agrees(text, names)) accepted++;
      }),
      { numRuns: 3000, seed: 1 },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  it("does so whatever is put anywhere", async () => {
    const text = nvidiaSpec(["0", "0:1", "all"]);
    const change = fc.tuple(fc.nat(text.length), part);
    await fc.assert(
      fc.asyncProperty(change, wanted, async ([at, added], names) => {
        await agrees(text.slice(0, at) + added + text.slice(at), names);
      }),
      { numRuns: 3000, seed: 2 },
    );
  });

  it("does not read the edits of others", () => {
    const read = readPlainSpec(long(nvidiaSpec(["0", "0:1"])), new Set(["0"]));
    expect(read?.devices.map(({ containerEdits }) => containerEdits.deviceNodes?.[0]?.path)).toEqual([
      "/dev/nvidia0",
      "unread",
    ]);
  });

  it("reads everything where the text is short", () => {
    const read = readPlainSpec(nvidiaSpec(["0", "0:1"]), new Set(["0"]));
    expect(read?.devices[1]?.containerEdits.deviceNodes?.[0]?.path).toBe("/dev/nvidia0");
  });

  it("sees a name that comes twice, wanted or not", async () => {
    expect(readPlainSpec(long(nvidiaSpec(["0", "1", "1"])), new Set(["0"]))).toBeUndefined();
    expect(readPlainSpec(long(nvidiaSpec(["0", "1", "1"])), new Set(["1"]))).toBeUndefined();
  });
});

function nvidiaSpec(names: readonly string[]): string {
  const node = "    - fileMode: 438\n      major: 195\n      minor: 0\n      path: /dev/nvidia0\n      type: c\n";
  const blocks = names.map((name) => `- containerEdits:\n    deviceNodes:\n${node}${node}  name: "${name}"\n`);
  return `cdiVersion: 0.5.0\ndevices:\n${blocks.join("")}kind: nvidia.com/gpu\n`;
}
