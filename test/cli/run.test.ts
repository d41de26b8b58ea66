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
    [["list", "specs", "dirs"], 'Unexpected argument "dirs"\nUsage: cdictl list [OPTIONS] [devices|specs|'],
    [["watch", "now"], 'Unexpected argument "now"\nUsage: cdictl watch [OPTIONS]\n'],
    [["inject"], "inject needs OCI DEVICE...\nUsage: cdictl inject [OPTIONS] OCI DEVICE...\n"],
    [["inject", "-"], "inject needs DEVICE...\nUsage: "],
    [["inject", "-", "a/b=c", "--diff", "--patch"], "--diff and --patch exclude each other"],
    [["inject", "-", "a/b=c", "--in-place"], "--in-place needs a file, not standard input"],
    [["inject", "-", "a/b=c", "-o", "x", "-o", "y"], "--output is given twice"],
    [["resolve"], "resolve needs OCI\nUsage: "],
    [["resolve", "a", "b"], 'Unexpected argument "b"'],
    [["resolve", "-", "--env", "X"], "--env takes NAME=VENDOR/CLASS"],
    [["show"], "show needs DEVICE...\nUsage: "],
    [["transform", "stem", "--from", "/a", "--to", "/b"], 'transform takes root, not "stem"'],
    [["transform", "root", "-", "x", "--from", "/a", "--to", "/b"], 'Unexpected argument "x"'],
    [["transform", "root", "--from", "/a"], "transform root needs --from and --to"],
    [["completion", "tcsh"], "completion takes one of bash, zsh, fish"],
    [["completion", "bash", "zsh"], 'Unexpected argument "zsh"'],
    [["help", "nothing"], "Unknown command"],
    [["help", "list", "show"], 'help takes one command, not "show" as well'],
    [["-diff"], "Unknown option -diff; did you mean --diff?"],
    [["-output", "x"], "Unknown option -output; did you mean --output?"],
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

  it.each(["", ...commandList.map(({ name }) => name)])("fits a terminal of 100 columns: %s", async (name) => {
    const { stdout } = await cdictl([name, "--help"].filter((word) => word !== ""));
    expect(stdout.split("\n").filter((line) => line.length > 100)).toEqual([]);
  });

  it("names the options that have an effect and no others", async () => {
    expect((await cdictl(["completion", "--help"])).stdout).toMatch(/Options:\n {2}-h, --help .*\n\n/);
    expect((await cdictl(["transform", "--help"])).stdout).not.toContain("--spec-dir");
    expect((await cdictl(["validate", "--help"])).stdout).toContain("-d matters only then");
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

it.each([
  [["list", "-dspecs/default"], "example.com/device=full"],
  [["list", "-d=specs/default"], "example.com/device=full"],
  [["-dspecs/default", "list", "vendors"], "example.com\n"],
  [["list", "--spec-dir=specs/default", "classes"], "device\nhost\n"],
  [["completion", "-d", "x", "bash"], "complete -F"],
])("options take their value attached too, and global ones are accepted by every command: %j", async (argv, output) => {
  expect(await cdictl(argv)).toMatchObject({ status: 0, stdout: expect.stringContaining(output), stderr: "" });
});
