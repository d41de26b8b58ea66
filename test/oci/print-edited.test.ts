import { describe, expect, it } from "vitest";
import { edit } from "./parse.ts";

const env = { env: ["A=1"] };
const node = { deviceNodes: [{ path: "/dev/x", type: "c", major: 1, minor: 2, fileMode: 0o600 }] };

describe("printEdited keeps to the letter what edits do not name", () => {
  it("numbers, escapes, order, odd keys and spacing", () => {
    const text = `{"2": 18446744073709551615, "1": -9223372036854775808, "f": 1.0e5, "__proto__": {"x": 1},
  "u": "\\ud800 \\u00e9 é",   "process" : { "env" : [ "B=2" ] } }\n\n`;
    expect(edit(text, env)).toBe(text.replace('[ "B=2" ]', '[ "B=2", "A=1" ]'));
  });

  it("everything where there is nothing to do", () => {
    expect(edit('{ "a" : 1 }', {})).toBe('{ "a" : 1 }');
  });
});

describe("printEdited lays out what it adds like its surroundings", () => {
  const value = { a: 1, process: { env: ["B=2"], args: ["sh"] } };

  it.each([
    ["no", undefined],
    ["two blanks", 2],
    ["four blanks", 4],
    ["tab", "\t"],
  ])("with %s indentation", (_, indent) => {
    const outcome = edit(JSON.stringify(value, null, indent), { ...env, ...node });
    expect(outcome).toBe(JSON.stringify(JSON.parse(outcome), null, indent));
  });

  it("with the line endings of Windows", () => {
    const text = JSON.stringify(value, null, 2).replaceAll("\n", "\r\n");
    expect(edit(text, { ...env, ...node }).replaceAll("\r\n", "")).not.toContain("\n");
  });

  it("on one line with blanks", () => {
    expect(edit('{"a": 1, "process": {"env": ["B=2"]}}', { ...env, additionalGids: [5] })).toBe(
      '{"a": 1, "process": {"env": ["B=2", "A=1"], "user": {"additionalGids": [5]}}}',
    );
  });

  it("in empty lists and objects, and in the place of null", () => {
    const text = '{\n  "process": {\n    "env": [],\n    "user": {}\n  },\n  "linux": null\n}';
    const outcome = edit(text, { ...env, ...node, additionalGids: [5] });
    expect(outcome).toBe(JSON.stringify(JSON.parse(outcome), null, 2));
    expect(JSON.parse(outcome)).toMatchObject({
      process: { env: ["A=1"], user: { additionalGids: [5] } },
      linux: { devices: [{}] },
    });
  });

  it("moves mounts with their own text", () => {
    const text = `{\n  "mounts": [\n    {"destination": "/a/b",   "options": ["x"]},\n    {"destination": "/c"}\n  ]\n}`;
    expect(edit(text, { mounts: [{ hostPath: "/h", containerPath: "/d" }] })).toBe(
      `{\n  "mounts": [\n    {"destination": "/c"},\n    {\n      "destination": "/d",\n      "source": "/h"\n    },\n    {"destination": "/a/b",   "options": ["x"]}\n  ]\n}`,
    );
  });
});
