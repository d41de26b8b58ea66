import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Problem } from "../../../src/problems.ts";
import { hostCopy } from "../../host/host-copy.ts";
import { temporaryDirectory, writeFiles } from "../../registry/directories.ts";
import { cdictl } from "../command-line.ts";

const spec = `cdiVersion: 0.5.0
kind: v.com/c
devices:
  - name: there
    containerEdits: {deviceNodes: [{path: /dev/there}]}
  - name: gone
    containerEdits: {deviceNodes: [{path: /dev/gone}]}
`;

/** The root of a host that has one of the two nodes of its own spec. */
function host(): string {
  return hostCopy({
    files: { "/etc/cdi/c.yaml": spec, "/proc/devices": "Character devices:\n240 there\n", "/proc/self/mountinfo": "" },
    nodes: { "/dev/there": "c 240:1 0666" },
  });
}

const errorsIn = (stdout: string) => JSON.parse(stdout).filter(({ severity }: Problem) => severity === "error");

describe("doctor", () => {
  it("looks at the specs and the nodes of the host under a root, and says what to do first", async () => {
    const { status, stdout, stderr } = await cdictl(["doctor", "v.com/c=gone", "--root", host()]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout).toMatch(/^v\.com\/c=gone\n {2}fix: .+\n {4}error [a-z-]+: .*\/dev\/gone/m);
    expect(stdout).toMatch(/\n1 device: 1 error/);
  });

  it("looks at all devices where none is named", async () => {
    const { status, stdout } = await cdictl(["doctor", "--root", host(), "--format", "json"]);
    expect(status).toBe(1);
    expect(errorsIn(stdout).flatMap(({ devices }: Problem) => devices)).toEqual(["v.com/c=gone"]);
  });

  it("ends with 0 where nothing would fail", async () => {
    const { status, stdout } = await cdictl(["doctor", "v.com/c=there", "--root", host(), "--format", "json"]);
    expect({ status, errors: errorsIn(stdout) }).toEqual({ status: 0, errors: [] });
  });

  it("tells of a name that does not resolve, and looks at the others", async () => {
    const { status, stdout } = await cdictl([
      "doctor",
      "v.com/c=nope",
      "v.com/c=gone",
      "--root",
      host(),
      "--format",
      "json",
    ]);
    expect(status).toBe(1);
    expect(errorsIn(stdout).map(({ devices }: Problem) => devices?.join())).toEqual(["v.com/c=nope", "v.com/c=gone"]);
  });

  it("takes the OCI spec of a bundle", async () => {
    const bundle = temporaryDirectory();
    writeFiles(bundle, { "config.json": '{"ociVersion": "1.2.0"}' });
    const { status, stderr } = await cdictl(["doctor", "v.com/c=there", "--root", host(), "--oci", bundle]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const unusable = await cdictl(["doctor", "v.com/c=there", "--root", host(), "--oci", join(bundle, "none.json")]);
    expect(unusable).toMatchObject({ status: 1, stdout: "", stderr: expect.stringContaining("unreadable-file") });
  });

  it("refuses a runtime that it does not know, and a root that is none", async () => {
    const runtime = await cdictl(["doctor", "--runtime", "podmann@5"]);
    expect(runtime).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("--runtime must be NAME or NAME@VERSION"),
    });
    expect((await cdictl(["doctor", "--root", "/none"])).status).toBe(1);
  });
});

describe("inject --preflight", () => {
  const common = (dir: string) => ["inject", "-d", dir, "--preflight"];

  it("refuses what would fail, and leaves the file as it is", async () => {
    const dir = temporaryDirectory();
    const text = '{"ociVersion": "1.2.0"}\n';
    const mount = "{hostPath: /no/such/source, containerPath: /x, options: [bind]}";
    writeFiles(dir, {
      "c.yaml": `cdiVersion: 0.5.0\nkind: v.com/c\ndevices: [{name: a, containerEdits: {mounts: [${mount}]}}]\n`,
      "bundle/config.json": text,
    });
    const file = join(dir, "bundle/config.json");
    const refused = await cdictl([...common(dir), "--in-place", file, "v.com/c=a"]);
    expect(refused).toMatchObject({
      status: 1,
      stdout: "",
      stderr: expect.stringMatching(/\/no\/such\/source.*\n {2}fix: /),
    });
    expect((await cdictl(["inject", "-d", dir, file, "v.com/c=a"])).status).toBe(0);
  });

  it("injects what would not fail, with doubts on standard error", async () => {
    const dir = temporaryDirectory();
    writeFiles(dir, {
      "c.yaml": "cdiVersion: 0.5.0\nkind: v.com/c\ndevices: [{name: a, containerEdits: {env: [A=1]}}]\n",
      "config.json": '{"ociVersion": "1.2.0"}',
    });
    const { status, stdout } = await cdictl([...common(dir), join(dir, "config.json"), "v.com/c=a"]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout).process.env).toEqual(["A=1"]);
  });
});
