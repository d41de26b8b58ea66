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

const diagnose = (problems: readonly Problem[], count = 1) => {
  const devices = Array.from({ length: count }, (_, index) => `v.com/c=${index}`);
  return diagnosis({ devices, problems }, world);
};

const textOf = (problems: readonly Problem[], count?: number) => diagnose(problems, count).text;

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
    expect(diagnose([])).toEqual({
      status: 0,
      data: [],
      text: "1 device: nothing found that would keep it from working\n",
    });
    expect(textOf([], 3)).toBe("3 devices: nothing found that would keep them from working\n");
  });

  it("says so where no device was there to look at", () => {
    expect(textOf([general], 0)).toMatch(/\nno devices: 1 note\n$/);
  });

  it("fails for an error, and for nothing less", () => {
    expect(diagnose([missing]).status).toBe(1);
    expect(diagnose([doubtful, general]).status).toBe(0);
  });

  it("names three devices of many that have one fault", () => {
    const many = problem("conflict", "x", { devices: ["v/c=1", "v/c=2", "v/c=3", "v/c=4", "v/c=5"] });
    expect(textOf([many], 5)).toMatch(/^v\/c=1, v\/c=2, v\/c=3 and 2 more\n/);
  });
});
