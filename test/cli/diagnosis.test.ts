import { describe, expect, it } from "vitest";
import { diagnosis } from "../../src/cli/diagnosis.ts";
import { type Problem, problem } from "../../src/problems.ts";

const world = {
  env: {},
  readStdin: () => undefined,
  stdout: () => {},
  stderr: () => {},
  isTerminal: () => false,
  stopSignal: () => new AbortController().signal,
};

const missing = problem("host-node-missing", "/dev/a is not on the host", {
  devices: ["v.com/c=a"],
  fix: "modprobe a",
});
const doubtful = problem("shadowed-spec", "a doubt", { devices: ["v.com/c=a"], path: "/etc/cdi/a.yaml" });
const general = problem("unknown", "cannot read\n/proc");

const textOf = (problems: readonly Problem[], devices = 1) => diagnosis(problems, devices, world).text;

describe("a diagnosis", () => {
  it("has what to do before what was found, by device", () => {
    expect(textOf([missing, general, doubtful], 2)).toBe(`v.com/c=a
  fix: modprobe a
    error host-node-missing: /dev/a is not on the host
  /etc/cdi/a.yaml: warning shadowed-spec: a doubt

all devices
  info unknown: cannot read\\u000a/proc

2 devices: 1 error, 1 warning, 1 note
`);
  });

  it("says so where there is nothing", () => {
    expect(diagnosis([], 1, world)).toEqual({
      status: 0,
      data: [],
      text: "1 device: nothing found that would keep it from working\n",
    });
    expect(textOf([], 3)).toBe("3 devices: nothing found that would keep them from working\n");
  });

  it("fails for an error, and for nothing less", () => {
    expect(diagnosis([missing], 1, world).status).toBe(1);
    expect(diagnosis([doubtful, general], 1, world).status).toBe(0);
  });

  it("names three devices of many that have one fault", () => {
    const many = problem("conflict", "x", { devices: ["v/c=1", "v/c=2", "v/c=3", "v/c=4", "v/c=5"] });
    expect(textOf([many], 5)).toMatch(/^v\/c=1, v\/c=2, v\/c=3 and 2 more\n/);
  });
});
