import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { resolve } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { bashScript } from "../../../src/cli/completion/bash-script.ts";
import { temporaryDirectory, writeFiles } from "../../registry/directories.ts";

let root: string;

beforeEach(() => {
  root = temporaryDirectory();
  mkdirSync(`${root}/bin`);
  symlinkSync(resolve("dist/cli/cdictl.cjs"), `${root}/bin/cdictl`);
  writeFiles(root, { "completion.bash": bashScript(), "work/file one.json": "", "work/folder/x": "" });
});

/** The words of a line as bash gives them to a completion function. */
function wordsOf(line: string): string[] {
  const words = line.match(/'[^']*'?|[=:]+|[<>]+|(?:\\.|[^\s=:<>'\\])+/g) ?? [];
  return line.endsWith(" ") ? [...words, ""] : words;
}

/** What bash would put in place of the last word, without bash-completion and with its usual COMP_WORDBREAKS. */
function offered(
  line: string,
  { wordBreaks, env = {} }: { wordBreaks?: string; env?: Record<string, string> } = {},
): string[] {
  const words = wordsOf(line);
  const script = `
    source "$0"
    COMP_LINE=$1 COMP_POINT=\${#1} COMP_WORDS=("\${@:2}") COMP_CWORD=$(($# - 2))
    ${wordBreaks === undefined ? "" : `COMP_WORDBREAKS='${wordBreaks}'`}
    _cdictl
    printf '%s\n' "\${COMPREPLY[@]}"`;
  const output = execFileSync("bash", ["--norc", "-c", script, `${root}/completion.bash`, line, ...words], {
    encoding: "utf8",
    cwd: `${root}/work`,
    env: { PATH: `${root}/bin:${process.env["PATH"]}`, HOME: root, ...env },
  });
  return output.split("\n").filter((word) => word !== "");
}

it("leaves COMP_WORDBREAKS as it is, for it is one for all commands", () => {
  const script =
    'before=$COMP_WORDBREAKS; source "$0"; [[ $COMP_WORDBREAKS == "$before" && $before == *=*:* ]]; echo $?';
  expect(execFileSync("bash", ["--norc", "-c", script, `${root}/completion.bash`], { encoding: "utf8" })).toBe("0\n");
});

const specs = resolve("specs/default");
const devices = ["example.com/device=full", "example.com/device=hwrng", "example.com/device=zero"];

describe("offers device names", () => {
  it.each([
    ["after what was typed", `cdictl show -d ${specs} example.com/d`, devices],
    ["only the part behind =", `cdictl show -d ${specs} example.com/device=`, ["full", "hwrng", "zero"]],
    ["only the part behind =, begun", `cdictl show -d ${specs} example.com/device=h`, ["hwrng"]],
    ["whole between quotes", `cdictl show -d ${specs} 'example.com/device=h`, ["example.com/device=hwrng"]],
    ["to inject after the OCI spec", `cdictl inject x.json -d ${specs} example.com/device=h`, ["hwrng"]],
    ["as often as they are taken", `cdictl inject x.json -d ${specs} a/b=c d/e=f example.com/device=h`, ["hwrng"]],
    ["with an attached -d", `cdictl show -d${specs} example.com/d`, devices],
    ["with -d=", `cdictl show -d=${specs} example.com/d`, devices],
    ["with --spec-dir", `cdictl show --spec-dir ${specs} example.com/d`, devices],
    ["with --spec-dir=", `cdictl show --spec-dir=${specs} example.com/d`, devices],
    ["with -d before the command", `cdictl -d ${specs} show example.com/d`, devices],
    ["of other directories than given: none", "cdictl show -d /none example.com/d", []],
  ])("%s", (_, line, expected) => {
    expect(offered(line)).toEqual(expected);
  });

  it("whole where = is no word break", () => {
    expect(offered(`cdictl show -d ${specs} example.com/device=h`, { wordBreaks: " \t:" })).toEqual([devices[1]]);
  });

  it("of CDI_SPEC_DIRS", () => {
    expect(offered("cdictl show example.com/d", { env: { CDI_SPEC_DIRS: specs } })).toEqual(devices);
  });

  it("only the part behind the last :", () => {
    const device = { name: "a:b", containerEdits: { env: ["A=1"] } };
    writeFiles(root, { "work/s/s.json": JSON.stringify({ cdiVersion: "0.5.0", kind: "v.w/c", devices: [device] }) });
    expect(offered("cdictl show -d s v.w/c=a:")).toEqual(["b"]);
  });

  it("of a directory with a blank in its name", () => {
    execFileSync("cp", ["-r", specs, `${root}/work/folder two`]);
    expect(offered("cdictl show -d folder\\ two example.com/d")).toEqual(devices);
    expect(offered("cdictl show -d 'folder two' example.com/d")).toEqual(devices);
  });
});

describe("offers what can stand there", () => {
  const commands = [
    "list",
    "show",
    "validate",
    "inject",
    "resolve",
    "generate",
    "doctor",
    "transform",
    "watch",
    "serve",
    "completion",
    "help",
  ];
  const global = ["-d", "--spec-dir", "--server", "--format", "-h", "--help"];
  const files = ["file one.json", "folder"];
  it.each([
    ["cdictl ", commands],
    ["cdictl --format json wa", ["watch"]],
    ["cdictl help sh", ["show"]],
    ["cdictl help show ", []],
    ["cdictl watch ", []],
    ["cdictl list ", ["devices", "specs", "vendors", "classes", "dirs", "problems"]],
    ["cdictl list specs ", []],
    ["cdictl validate f", files],
    ["cdictl validate a b f", files],
    ["cdictl inject ", files],
    ["cdictl resolve f", files],
    ["cdictl resolve a ", []],
    ["cdictl transform ", ["root"]],
    ["cdictl transform root f", files],
    ["cdictl completion ", ["bash", "zsh", "fish"]],
    ["cdictl -", [...global, "--version"]],
    ["cdictl list -", global],
    ["cdictl validate -", ["--strict", ...global]],
    ["cdictl completion -", ["-h", "--help"]],
    ["cdictl inject --di", ["--diff"]],
    ["cdictl list --di", []],
    ["cdictl show -- -", []],
    ["cdictl list --format ", ["text", "json", "yaml"]],
    ["cdictl list --format=", ["text", "json", "yaml"]],
    ["cdictl list --format=j", ["json"]],
    ["cdictl list -d ", ["folder"]],
    ["cdictl list --spec-dir=fo", ["folder"]],
    ["cdictl list -dfo", ["-dfolder"]],
    ["cdictl inject -o file\\ o", ["file one.json"]],
    ["cdictl inject -ofi", ["-ofile one.json"]],
    ["cdictl inject x a/b=c > fi", ["file one.json"]],
    ["cdictl inject x a/b=c >fi", ["file one.json"]],
  ])("%j", (line, expected) => {
    expect(offered(line)).toEqual(expected);
  });
});
