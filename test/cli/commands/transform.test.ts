import { describe, expect, it } from "vitest";
import { cdictl, refusal } from "../command-line.ts";

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

  const argv = ["transform", "root", "--from", "/a", "--to", "/b"];

  it("refuses what is no spec, and says where on standard input", async () => {
    const stdin = "cdiVersion: 0.5.0\nkind: vendor.com/bad\ndevices: 5\n";
    expect(refusal(await cdictl(argv, { stdin })).stderr).toContain("cdictl: -:3:10: error wrong-type: ");
    expect(refusal(await cdictl([...argv, "-"], { stdin })).stderr).toContain("cdictl: -:3:10: error wrong-type: ");
  });

  it("refuses a directory, a missing file and other encodings as what they are", async () => {
    expect(refusal(await cdictl([...argv, "specs"])).stderr).toBe(
      "cdictl: specs: error unreadable-file: Cannot read spec: it is a directory\n",
    );
    expect(refusal(await cdictl([...argv, "no-such-file"])).stderr).toContain("no such file");
    const latin = { readStdin: () => Buffer.from("kind: \xe9", "latin1") };
    expect(refusal(await cdictl(argv, latin)).stderr).toBe(
      "cdictl: -: error invalid-encoding: Cannot read spec: byte 6 is not part of a UTF-8 or UTF-16 character\n",
    );
  });
});
