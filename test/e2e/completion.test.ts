import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { cdictl, run, runWell } from "./command.ts";
import { useScratch } from "./scratch.ts";
import { typeInBash } from "./type-in-bash.ts";

const scratch = useScratch();
let env: Readonly<Record<string, string>>;

beforeAll(() => {
  mkdirSync(scratch.path("bin"));
  symlinkSync(resolve("dist/cli/cdictl.cjs"), scratch.path("bin/cdictl"));
  for (const [shell, name] of [
    ["bash", "cdictl.bash"],
    ["zsh", "_cdictl"],
    ["fish", "cdictl.fish"],
  ] as const) {
    writeFileSync(scratch.path(name), cdictl("completion", shell).stdout);
  }
  env = { PATH: `${scratch.path("bin")}:${process.env["PATH"]}`, HOME: scratch.path() };
});

const specs = resolve("specs/default");
const devices = ["example.com/device=full", "example.com/device=hwrng", "example.com/device=zero"];
const commands = [
  "completion",
  "doctor",
  "generate",
  "help",
  "inject",
  "list",
  "resolve",
  "serve",
  "show",
  "transform",
  "validate",
  "watch",
];
const listables = ["classes", "devices", "dirs", "problems", "specs", "vendors"];

/** What is offered at the end of a line, by zsh and fish alike. */
const lines: readonly (readonly [string, readonly string[]])[] = [
  ["cdictl ", commands],
  ["cdictl --format json wa", ["watch"]],
  ["cdictl help sh", ["show"]],
  ["cdictl list ", listables],
  ["cdictl completion ", ["bash", "fish", "zsh"]],
  ["cdictl transform ", ["root"]],
  ["cdictl list --format ", ["json", "text", "yaml"]],
  ["cdictl --", ["--format", "--help", "--server", "--spec-dir", "--version"]],
  ["cdictl watch --", ["--format", "--help", "--server", "--spec-dir"]],
  ["cdictl completion --", ["--help"]],
  ["cdictl inject --p", ["--patch", "--preflight"]],
  ["cdictl list --p", []],
  ["cdictl inject packag", ["package-lock.json", "package.json"]],
  [`cdictl inject x -d ${specs} example.com/d`, devices],
  [`cdictl show -d ${specs} example.com/d`, devices],
  [`cdictl show -d${specs} example.com/d`, devices],
  [`cdictl show --spec-dir ${specs} example.com/d`, devices],
  [`cdictl show --spec-dir=${specs} example.com/d`, devices],
  [`cdictl -d ${specs} show a/b=c example.com/d`, devices],
  [`CDI_SPEC_DIRS=${specs} cdictl show example.com/d`, devices],
  ["cdictl show -d /none example.com/d", []],
];

function inEnvironment(...command: string[]): string[] {
  return ["-i", ...Object.entries(env).map(([name, value]) => `${name}=${value}`), ...command];
}

function sortedLines(text: string): string[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .sort();
}

describe("zsh offers", () => {
  it.each(lines)("%j", (line, expected) => {
    const args = ["-f", "test/e2e/offered-by-zsh.zsh", scratch.path(), line];
    expect(sortedLines(run("env", inEnvironment("zsh", ...args)).stdout)).toEqual(expected);
  });
});

describe("fish offers", () => {
  it.each([...lines, ["cdictl watch ", []], ["cdictl list specs ", []], ["cdictl resolve x ", []]] as const)(
    "%j",
    (line, expected) => {
      const script = "source $argv[1]; complete --do-complete $argv[2] | string split -f 1 \\t";
      const args = ["--no-config", "--command", script, scratch.path("cdictl.fish"), line];
      expect(sortedLines(run("env", inEnvironment("fish", ...args)).stdout)).toEqual(expected);
    },
  );
});

describe.each([
  ["by itself", "true"],
  ["with bash-completion", "source /usr/share/bash-completion/bash_completion"],
])("TAB in bash %s completes", (_, setup) => {
  it.each([
    ["cdictl inj\t", ["cdictl", "inject"]],
    ["cdictl list pro\t", ["cdictl", "list", "problems"]],
    ["cdictl list --form\tj\t", ["cdictl", "list", "--format", "json"]],
    ["cdictl list --format=j\t", ["cdictl", "list", "--format=json"]],
    ["cdictl validate package-\t", ["cdictl", "validate", "package-lock.json"]],
    [`cdictl show -d ${specs} example.com/dev\tf\t`, ["cdictl", "show", "-d", specs, "example.com/device=full"]],
    [
      `cdictl show --spec-dir=${specs} 'example.com/device=z\t`,
      ["cdictl", "show", `--spec-dir=${specs}`, "example.com/device=zero"],
    ],
  ])("%j", async (line, words) => {
    expect(await typeInBash(`${setup}; source ${scratch.path("cdictl.bash")}`, line, env)).toEqual(words);
  });
});

it("the scripts are free of syntax errors", () => {
  runWell("bash", ["-n", scratch.path("cdictl.bash")]);
  runWell("zsh", ["-n", scratch.path("_cdictl")]);
  runWell("fish", ["-n", scratch.path("cdictl.fish")]);
});
