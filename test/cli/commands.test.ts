import { readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { temporaryDirectory, writeFiles } from "../registry/directories.ts";
import { cdictl, type Outcome } from "./command-line.ts";
import { writeSampleSpecs } from "./sample-specs.ts";

let root: string;
let dirs: string[];

beforeEach(() => {
  root = temporaryDirectory();
  const { low, high } = writeSampleSpecs(root);
  dirs = ["-d", low, "-d", high];
});

const oci = '{\n  "ociVersion": "1.2.0",\n  "process": {\n    "env": ["A=1"]\n  }\n}\n';
const injected = '{\n  "ociVersion": "1.2.0",\n  "process": {\n    "env": ["A=1", "SPEC=high", "GPU=high"]\n  }\n}\n';

function ociFile(text = oci): string {
  writeFiles(root, { "bundle/config.json": text });
  return `${root}/bundle/config.json`;
}

function refusal(outcome: Outcome): Outcome {
  expect(outcome).toMatchObject({ status: 1, stdout: "" });
  return outcome;
}

describe("list", () => {
  it("shows the devices that resolve, sorted, and notes problems on standard error", async () => {
    const outcome = await cdictl(["list", ...dirs]);
    expect(outcome.status).toBe(0);
    expect(outcome.stdout).toBe(`vendor.com/gpu=0  ${root}/high/gpu.json\nvendor.com/gpu=1  ${root}/low/gpu.yaml\n`);
    expect(outcome.stderr).toBe("cdictl: 3 problems found while loading; see cdictl list problems\n");
  });

  it("gives devices as JSON with name, kind, spec, priority and annotations", async () => {
    const { stdout, stderr } = await cdictl(["list", "devices", "--format", "json", ...dirs]);
    expect(JSON.parse(stdout)).toEqual([
      {
        name: "vendor.com/gpu=0",
        kind: "vendor.com/gpu",
        spec: `${root}/high/gpu.json`,
        priority: 1,
        annotations: { numa: "1" },
      },
      { name: "vendor.com/gpu=1", kind: "vendor.com/gpu", spec: `${root}/low/gpu.yaml`, priority: 0, annotations: {} },
    ]);
    expect(stderr).toBe("");
  });

  it.each([
    ["specs", 4],
    ["vendors", ["vendor.com"]],
    ["classes", ["gpu"]],
    ["dirs", 2],
    ["problems", 3],
  ])("gives %s as a JSON array", async (what, expected) => {
    const { status, stdout } = await cdictl(["list", what, "--format=json", ...dirs]);
    expect(status).toBe(0);
    const items: unknown[] = JSON.parse(stdout);
    if (typeof expected === "number") expect(items).toHaveLength(expected);
    else expect(items).toEqual(expected);
  });

  it("takes the directories of CDI_SPEC_DIRS where none are given", async () => {
    const { stdout } = await cdictl(["list"], { env: { CDI_SPEC_DIRS: `${root}/low:${root}/high` } });
    expect(stdout).toContain("vendor.com/gpu=0");
  });
});

describe("show", () => {
  it("merges the edits and says where each device comes from and what it shadows", async () => {
    const { stdout } = await cdictl(["show", "vendor.com/gpu=0", "vendor.com/gpu=1", "--format", "json", ...dirs]);
    expect(JSON.parse(stdout)).toEqual({
      devices: [
        {
          name: "vendor.com/gpu=0",
          spec: { path: `${root}/high/gpu.json`, priority: 1, cdiVersion: "0.6.0" },
          annotations: { numa: "1" },
          shadowed: [{ path: `${root}/low/gpu.yaml`, priority: 0 }],
        },
        { name: "vendor.com/gpu=1", spec: { path: `${root}/low/gpu.yaml`, priority: 0, cdiVersion: "0.5.0" } },
      ],
      containerEdits: { env: ["SPEC=high", "GPU=high", "GPU=low1"] },
    });
  });
});

describe("validate", () => {
  it("prints a line for each problem and fails on errors", async () => {
    const { status, stdout } = await cdictl(["validate", ...dirs]);
    expect(status).toBe(1);
    expect(stdout).toContain(`${root}/low/bad.yaml:3:10: error wrong-type: `);
    expect(stdout.match(/error conflict/g)).toHaveLength(2);
  });

  it("is silent where all is well", async () => {
    expect(await cdictl(["validate", `${root}/high/gpu.json`])).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(await cdictl(["validate", "-d", `${root}/no-such-directory`])).toEqual({
      status: 0,
      stdout: "",
      stderr: "",
    });
  });

  it("lets warnings pass, but not with --strict", async () => {
    writeFiles(root, {
      "w.yaml": "cdiVersion: 1.1.0\nkind: a.b/c\ndevices: [{name: d, containerEdits: {env: [A=1]}}]\n",
    });
    const lenient = await cdictl(["validate", `${root}/w.yaml`]);
    expect(lenient).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(`${root}/w.yaml:1:13: warning version-higher-than-needed: `),
    });
    expect((await cdictl(["--strict", "validate", `${root}/w.yaml`])).status).toBe(1);
  });

  it("gives problems as JSON", async () => {
    const { stdout } = await cdictl(["validate", "--format", "json", `${root}/low/bad.yaml`, `${root}/gone.yaml`]);
    expect(JSON.parse(stdout)).toEqual([
      {
        code: "wrong-type",
        severity: "error",
        message: expect.any(String),
        path: `${root}/low/bad.yaml`,
        line: 3,
        column: 10,
      },
      { code: "unreadable-file", severity: "error", message: expect.any(String), path: `${root}/gone.yaml` },
    ]);
  });
});

describe("inject", () => {
  it("prints the document with the edits in its own layout", async () => {
    expect(await cdictl(["inject", ociFile(), "vendor.com/gpu=0", ...dirs])).toEqual({
      status: 0,
      stdout: injected,
      stderr: "",
    });
  });

  it("takes a bundle directory, standard input and a pattern", async () => {
    ociFile();
    expect((await cdictl(["inject", `${root}/bundle`, "vendor.com/gpu=0", ...dirs])).stdout).toBe(injected);
    expect((await cdictl(["inject", "-", "vendor.com/gpu=0", ...dirs], { stdin: oci })).stdout).toBe(injected);
    expect((await cdictl(["inject", "-", "vendor.com/gpu=*", ...dirs], { stdin: oci })).stdout).toContain("GPU=low1");
  });

  it("replaces the input with --in-place, keeping its mode and a link to it", async () => {
    const path = ociFile();
    symlinkSync(path, `${root}/link.json`);
    expect(await cdictl(["inject", "--in-place", `${root}/link.json`, "vendor.com/gpu=0", ...dirs])).toEqual({
      status: 0,
      stdout: "",
      stderr: "",
    });
    expect(readFileSync(path, "utf8")).toBe(injected);
    expect(statSync(`${root}/link.json`).ino).toBe(statSync(path).ino);
  });

  it("writes to --output", async () => {
    const outcome = await cdictl(["inject", ociFile(), "vendor.com/gpu=0", "-o", `${root}/out.json`, ...dirs]);
    expect(outcome).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(readFileSync(`${root}/out.json`, "utf8")).toBe(injected);
  });

  it("shows only the edits with --diff and --patch", async () => {
    const diff = await cdictl(["inject", "--diff", ociFile(), "vendor.com/gpu=0", ...dirs]);
    expect(diff.stdout.split("\n").filter((line) => /^[-+][^-+]/.test(line))).toEqual([
      '-    "env": ["A=1"]',
      '+    "env": ["A=1", "SPEC=high", "GPU=high"]',
    ]);
    const patch = await cdictl(["inject", "--patch", ociFile(), "vendor.com/gpu=0", ...dirs]);
    expect(JSON.parse(patch.stdout)).toEqual([
      { op: "add", path: "/process/env/-", value: "SPEC=high" },
      { op: "add", path: "/process/env/-", value: "GPU=high" },
    ]);
  });

  it.each([
    ["vendor.com/gpu=9", "unknown-device"],
    ["vendor.com/net=0", "unknown-class"],
    ["other.com/gpu=0", "unknown-vendor"],
    ["vendor.com/gpu=clash", "conflict"],
    ["vendor.com/bad=0", "invalid-spec"],
    ["gpu0", "malformed-name"],
    ["vendor.com/gpu=x*", "unknown-device"],
  ])("refuses %s as %s with nothing on standard output, and leaves files alone", async (name, code) => {
    const path = ociFile();
    const outcome = refusal(await cdictl(["inject", "--in-place", path, "vendor.com/gpu=1", name, ...dirs]));
    expect(outcome.stderr).toContain(`error ${code}: `);
    expect(readFileSync(path, "utf8")).toBe(oci);
  });

  it("gives problems as JSON on standard error", async () => {
    const { stderr } = refusal(await cdictl(["inject", ociFile(), "vendor.com/gpu=9", "--format", "json", ...dirs]));
    expect(JSON.parse(stderr)).toEqual([
      { code: "unknown-device", severity: "error", message: expect.any(String), devices: ["vendor.com/gpu=9"] },
    ]);
  });

  it.each([
    ["", "invalid-oci-syntax"],
    ["[]", "invalid-oci-document"],
    ["{", "invalid-oci-syntax"],
    ['{"process": 1}', "invalid-oci-document"],
  ])("refuses %j as an OCI document", async (text, code) => {
    expect(refusal(await cdictl(["inject", "-", "vendor.com/gpu=0", ...dirs], { stdin: text })).stderr).toContain(code);
  });

  it("refuses a document that is not UTF-8, one that is missing, and one that cannot be written", async () => {
    writeFileSync(`${root}/latin.json`, Buffer.from('{"a":"\xe9"}', "latin1"));
    expect(refusal(await cdictl(["inject", `${root}/latin.json`, "vendor.com/gpu=0", ...dirs])).stderr).toContain(
      "invalid-encoding",
    );
    expect(refusal(await cdictl(["inject", `${root}/none.json`, "vendor.com/gpu=0", ...dirs])).stderr).toContain(
      "unreadable-file",
    );
    const output = await cdictl(["inject", ociFile(), "vendor.com/gpu=0", "-o", `${root}/no/such/dir.json`, ...dirs]);
    expect(refusal(output).stderr).toContain("unwritable-file");
  });
});

describe("resolve", () => {
  const asking = JSON.stringify({
    process: { env: ["A=1", "WANTED=1,none"] },
    annotations: { "cdi.k8s.io/x": "vendor.com/gpu=0", other: "y" },
    linux: { devices: [{ path: "vendor.com/gpu=1" }, { path: "/dev/null" }, { path: "vendor.com/gpu=1" }] },
  });

  it("injects the names in linux.devices and takes the entries out", async () => {
    const { stdout } = await cdictl(["resolve", "-", ...dirs], { stdin: asking });
    expect(JSON.parse(stdout)).toMatchObject({
      process: { env: ["A=1", "WANTED=1,none", "GPU=low1"] },
      linux: { devices: [{ path: "/dev/null" }] },
    });
    expect(JSON.parse(stdout).linux.devices).toHaveLength(1);
  });

  it("takes annotations and variables when asked", async () => {
    const argv = ["resolve", "-", "--annotations", "--env", "WANTED=vendor.com/gpu", ...dirs];
    const { stdout } = await cdictl(argv, { stdin: asking });
    expect(JSON.parse(stdout).process.env).toEqual(["A=1", "WANTED=1,none", "GPU=high", "SPEC=high"]);
  });

  it("leaves a document that asks for nothing as it is", async () => {
    expect(await cdictl(["resolve", "-", ...dirs], { stdin: oci })).toEqual({ status: 0, stdout: oci, stderr: "" });
  });

  it("refuses an annotation that is no list of names", async () => {
    const stdin = '{"annotations":{"cdi.k8s.io/x":"vendor.com/gpu=0, b"}}';
    expect(refusal(await cdictl(["resolve", "-", "--annotations", ...dirs], { stdin })).stderr).toContain(
      "malformed-name",
    );
  });
});

describe("transform root", () => {
  const spec = `cdiVersion: 0.3.0
kind: a.b/c
devices:
- name: d
  containerEdits:
    deviceNodes:
    - path: /dev/x
    mounts:
    - hostPath: /host/lib
      containerPath: /lib
    - hostPath: /hostile/lib
      containerPath: /lib2
    hooks:
    - hookName: createContainer
      path: /host/bin/hook
      args: [hook, /host/a::/host/b]
`;

  it("rewrites host paths at component boundaries", async () => {
    const { status, stdout } = await cdictl(["transform", "root", "--from", "/host", "--to", "/"], { stdin: spec });
    expect(status).toBe(0);
    expect(stdout).toContain("hostPath: /lib\n");
    expect(stdout).toContain("hostPath: /hostile/lib\n");
    expect(stdout).toContain("path: /bin/hook\n");
    expect(stdout).toContain("/host/a::/host/b");
  });

  it("gives a node its host path, and the spec the version that needs", async () => {
    const { stdout } = await cdictl(["transform", "root", "--from", "/", "--to", "/run/root", "--format", "json"], {
      stdin: spec,
    });
    expect(JSON.parse(stdout)).toMatchObject({
      cdiVersion: "0.5.0",
      devices: [{ containerEdits: { deviceNodes: [{ path: "/dev/x", hostPath: "/run/root/dev/x" }] } }],
    });
  });

  it("rewrites container paths with --relative-to container", async () => {
    const argv = [
      "transform",
      "root",
      "--from",
      "/host",
      "--to",
      "/c",
      "--relative-to",
      "container",
      "--format",
      "json",
    ];
    expect(JSON.parse((await cdictl(argv, { stdin: spec })).stdout).devices[0].containerEdits.hooks).toEqual([
      { hookName: "createContainer", path: "/host/bin/hook", args: ["hook", "/c/a::/c/b"] },
    ]);
  });

  it("refuses what is no spec", async () => {
    expect(
      refusal(await cdictl(["transform", "root", "--from", "/a", "--to", "/b"], { stdin: "kind: x" })).stderr,
    ).toContain("error");
  });
});
