import { describe, expect, it } from "vitest";
import { temporaryDirectory, writeFiles } from "../registry/directories.ts";
import { cdictl } from "./command-line.ts";

const terminal = { isTerminal: (): boolean => true };
const controlSequence = "\x1b[";

describe("colour", () => {
  it("is for terminals only, and not where NO_COLOR is set or the terminal is dumb", async () => {
    const dir = temporaryDirectory();
    writeFiles(dir, { "bad.yaml": "kind: x\n" });
    const argv = ["validate", `${dir}/bad.yaml`];
    expect((await cdictl(argv, terminal)).stdout).toContain(`${controlSequence}1;31merror`);
    expect((await cdictl(argv)).stdout).not.toContain(controlSequence);
    expect((await cdictl(argv, { ...terminal, env: { NO_COLOR: "1" } })).stdout).not.toContain(controlSequence);
    expect((await cdictl(argv, { ...terminal, env: { TERM: "dumb" } })).stdout).not.toContain(controlSequence);
    expect((await cdictl([...argv, "--format", "json"], terminal)).stdout).not.toContain(controlSequence);
  });

  it("marks severities in list problems as well", async () => {
    const dir = temporaryDirectory();
    writeFiles(dir, { "bad.yaml": "kind: x\n" });
    const argv = ["list", "problems", "-d", dir];
    expect((await cdictl(argv, terminal)).stdout).toContain(`${controlSequence}1;31merror`);
    expect((await cdictl(argv)).stdout).not.toContain(controlSequence);
  });

  it("marks the lines of a diff on a terminal", async () => {
    const argv = ["inject", "-d", "specs/default", "--diff", "-", "example.com/device=full"];
    expect((await cdictl(argv, { ...terminal, stdin: "{}\n" })).stdout).toContain(`${controlSequence}32m+`);
    expect((await cdictl(argv, { stdin: "{}\n" })).stdout).not.toContain(controlSequence);
  });
});
