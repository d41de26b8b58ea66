import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { commandList } from "../../src/cli/command-list.ts";
import { options } from "../../src/cli/options.ts";
import { version } from "../../src/cli/version.ts";
import { cdictl } from "./command-line.ts";

describe("a wrong command line is told on standard error with exit status 2", () => {
  it.each([
    [[], "Usage: cdictl"],
    [["lst"], 'Unknown command "lst"; did you mean list?'],
    [["qqqq"], 'Unknown command "qqqq"; see cdictl --help'],
    [["list", "--fromat", "json"], "Unknown option --fromat; did you mean --format?"],
    [["list", "--format", "xml"], '--format must be one of text, json, yaml, not "xml"'],
    [["list", "--format"], "--format needs a value: FORMAT"],
    [["list", "--diff"], "--diff is no option of list"],
    [["list", "--help=yes"], "--help takes no value"],
    [["list", "things"], "list takes one of devices, specs"],
    [["inject"], "inject needs an OCI spec and at least one device"],
    [["inject", "-"], "inject needs at least one device"],
    [["inject", "-", "a/b=c", "--diff", "--patch"], "--diff and --patch exclude each other"],
    [["inject", "-", "a/b=c", "--in-place"], "--in-place needs a file, not standard input"],
    [["inject", "-", "a/b=c", "-o", "x", "-o", "y"], "--output is given twice"],
    [["resolve"], "resolve takes one OCI spec"],
    [["resolve", "-", "--env", "X"], "--env takes NAME=VENDOR/CLASS"],
    [["show"], "show needs at least one device"],
    [["transform", "root", "--from", "/a"], "transform root needs --from and --to"],
    [["completion", "tcsh"], "completion takes one of bash, zsh, fish"],
    [["help", "nothing"], "Unknown command"],
  ])("%j", async (argv, message) => {
    const { status, stdout, stderr } = await cdictl(argv, { stdin: "{}" });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(message);
  });
});

describe("help", () => {
  it.each([["--help"], ["-h"], ["help"]])("is shown for %s", async (argument) => {
    const { status, stdout } = await cdictl([argument]);
    expect(status).toBe(0);
    for (const { name, summary } of commandList) expect(stdout).toContain(`${name.padEnd(10)}  ${summary}`);
  });

  it.each(commandList.map(({ name }) => name))("of %s has usage, options that exist, and examples", async (name) => {
    const { status, stdout } = await cdictl([name, "--help"]);
    expect(status).toBe(0);
    expect(stdout).toContain(`Usage: cdictl ${name}`);
    expect(stdout).toMatch(/Examples:\n {2}\S/);
    expect((await cdictl(["help", name])).stdout).toBe(stdout);
  });

  it("lists every option of every command", async () => {
    const pages = await Promise.all(commandList.map(({ name }) => cdictl([name, "--help"])));
    const text = pages.map(({ stdout }) => stdout).join("");
    for (const { name } of options.filter((row) => row.name !== "version")) expect(text).toContain(`--${name}`);
  });
});

it("the version is that of the package", async () => {
  expect(JSON.parse(readFileSync("package.json", "utf8")).version).toBe(version);
  expect(await cdictl(["--version"])).toEqual({ status: 0, stdout: `cdictl ${version}\n`, stderr: "" });
});

it("everything after -- is no option", async () => {
  expect((await cdictl(["show", "--", "--diff"])).stderr).toContain('Cannot resolve "--diff"');
});
