import { describe, expect, it } from "vitest";
import { type DecodedSpec, decodeSpec } from "../../src/cdi/decode-spec.ts";
import { parseTree } from "../../src/cdi/text/parse-tree.ts";

function decode(text: string): DecodedSpec {
  const parsed = parseTree(text);
  if ("fault" in parsed) throw new Error(parsed.fault.message);
  return decodeSpec(parsed.tree);
}

const head = "cdiVersion: 1.1.0\nkind: a.b/c\n";

/** What the edits of a spec are read as. */
function edits(text: string): unknown {
  return decode(`${head}devices: []\ncontainerEdits: ${text}\n`).spec?.containerEdits;
}

function codes(text: string): string[] {
  return decode(`${head}devices: []\ncontainerEdits: ${text}\n`).issues.map(({ code }) => code);
}

describe("decodeSpec", () => {
  it("reads a spec that is as the specification has it without issues", () => {
    const text = `${head}devices:\n- name: d\n  containerEdits:\n    env: [A=1]\n`;
    expect(decode(text)).toEqual({
      spec: {
        cdiVersion: "1.1.0",
        kind: "a.b/c",
        devices: [{ name: "d", containerEdits: { env: ["A=1"] } }],
      },
      issues: [],
    });
  });

  it("gives mandatory fields that are missing the values that the reference reads", () => {
    expect(decode("{}").spec).toEqual({ cdiVersion: "", kind: "", devices: [] });
    expect(edits("{deviceNodes: [{}], hooks: [{}], mounts: [{}], netDevices: [{}]}")).toEqual({
      deviceNodes: [{ path: "" }],
      hooks: [{ hookName: "", path: "" }],
      mounts: [{ hostPath: "", containerPath: "" }],
      netDevices: [{ hostInterfaceName: "", name: "" }],
    });
  });
});

describe("a field", () => {
  it.each(["ENV", "Env", "eNv"])("may be written %s, which is doubtful", (key) => {
    expect(edits(`{${key}: [A=1]}`)).toEqual({ env: ["A=1"] });
    expect(codes(`{${key}: [A=1]}`)).toEqual(["key-case"]);
  });

  it.each(["hoo\u212as", "HOOK\u017f"])("may be written %s, with characters that fold to ASCII", (key) => {
    expect(edits(`{${key}: []}`)).toEqual({ hooks: [] });
  });

  it("that is unknown is an error, with the nearest name", () => {
    const { issues } = decode(`${head}devices: []\ncontainerEdits: {deviceNode: []}\n`);
    expect(issues).toMatchObject([{ code: "unknown-field", message: expect.stringContaining('mean "deviceNodes"?') }]);
  });

  it.each([
    ["{mounts: [{hostPath: a, HOSTPATH: b}]}", { mounts: [{ hostPath: "a", containerPath: "" }] }],
    ["{mounts: [{hostpath: b, hostPath: a}]}", { mounts: [{ hostPath: "b", containerPath: "" }] }],
    ["{intelRdt: {closID: a}, INTELRDT: {memBwSchema: b}}", { intelRdt: { closID: "a", memBwSchema: "b" } }],
    ["{env: [a], ENV: [b, c]}", { env: ["a"] }],
    ["{env: [~], ENV: [b, c]}", { env: ["b"] }],
    ["{ENV: [a], env: ~}", {}],
    ["{mounts: [{hostPath: ~, HOSTPATH: b}]}", { mounts: [{ hostPath: "b", containerPath: "" }] }],
    ["{deviceNodes: [{uid: ~, UID: 1}]}", { deviceNodes: [{ path: "" }] }],
    ["{deviceNodes: [{major: ~, MAJOR: 1}]}", { deviceNodes: [{ path: "", major: 1 }] }],
  ])("that stands in several spellings is taken in the order of their bytes, as in %s", (text, value) => {
    expect(edits(text)).toEqual(value);
  });
});

describe("a value", () => {
  it.each([
    ["1", "1"],
    ["010", "8"],
    ["yes", "true"],
    ["1.50", "1.5"],
    ["16777217.0", "1.6777216e+07"],
    [".inf", "+Inf"],
    ["18446744073709551615", "18446744073709551615"],
  ])("%s becomes the text %j where text is due, which is doubtful", (value, text) => {
    expect(edits(`{env: [${value}]}`)).toEqual({ env: [text] });
    expect(codes(`{env: [${value}]}`)).toEqual(["value-converted"]);
  });

  it.each([
    ["{env: ~}", {}],
    ["{env: [~, A=1]}", { env: ["", "A=1"] }],
    ["{additionalGids: [~]}", { additionalGids: [0] }],
    ["{intelRdt: ~}", {}],
    ["{deviceNodes: [{path: ~, major: ~, uid: ~}]}", { deviceNodes: [{ path: "" }] }],
    ["~", {}],
  ])("of null leaves a field as it is, as in %s", (text, value) => {
    expect(edits(text)).toEqual(value);
  });

  it.each(["deviceNodes", "hooks", "mounts", "netDevices"])("of null in %s is an error", (list) => {
    expect(codes(`{${list}: [~]}`)).toContain("null-item");
  });

  it.each([
    ["{env: a}", "wrong-type"],
    ["{env: {a: b}}", "wrong-type"],
    ["{env: [[a]]}", "wrong-type"],
    ["{mounts: [a]}", "wrong-type"],
    ["[a]", "wrong-type"],
    ['{additionalGids: ["1"]}', "wrong-type"],
    ["{additionalGids: [1.5]}", "wrong-type"],
    ["{additionalGids: [.nan]}", "wrong-type"],
    ["{intelRdt: {enableMonitoring: 1}}", "wrong-type"],
    ['{intelRdt: {enableMonitoring: "yes"}}', "wrong-type"],
    ["{additionalGids: [-1]}", "number-out-of-range"],
    ["{additionalGids: [-0.0]}", "number-out-of-range"],
    ["{additionalGids: [4294967296]}", "number-out-of-range"],
    ["{deviceNodes: [{path: a, major: 9007199254740993}]}", "number-out-of-range"],
    ["{deviceNodes: [{path: a, major: 1e21}]}", "number-out-of-range"],
  ])("of the wrong kind is an error, as in %s", (text, code) => {
    expect(codes(text)).toEqual([code]);
  });

  it.each([
    ["{additionalGids: [4294967296]}", "Go runtimes refuse it too"],
    ["{additionalGids: [-0.0]}", "Go runtimes refuse it too"],
    ["{deviceNodes: [{path: a, major: 9223372036854775807}]}", "Go runtimes read it"],
    ["{deviceNodes: [{path: a, major: -9223372036854775808}]}", "Go runtimes read it"],
    ["{deviceNodes: [{path: a, major: 9223372036854775808}]}", "Go runtimes refuse it too"],
    ["{deviceNodes: [{path: a, major: 1e21}]}", "Go runtimes refuse it too"],
  ])("out of range, as in %s, is an error that says: %s", (text, said) => {
    const { issues } = decode(`${head}devices: []\ncontainerEdits: ${text}\n`);
    expect(issues).toMatchObject([{ message: expect.stringContaining(said) }]);
  });

  it.each([
    ["1.0", 1],
    ["1e3", 1000],
    ["-0", 0],
    ["0x10", 16],
    ["4294967295", 4294967295],
  ])("of %s is an integer", (value, number) => {
    expect(edits(`{additionalGids: [${value}]}`)).toEqual({ additionalGids: [number] });
  });
});

it("reports no more than a thousand issues", () => {
  const text = Array.from({ length: 5000 }, (_, index) => `unknown${index}: 1\n`).join("");
  expect(decode(text).issues).toHaveLength(1000);
});
