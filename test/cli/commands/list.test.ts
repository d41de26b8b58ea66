import { describe, expect, it } from "vitest";
import { writeFiles } from "../../registry/directories.ts";
import { cdictl } from "../command-line.ts";
import { useSamples } from "../use-samples.ts";

const samples = useSamples();

describe("list", () => {
  it("shows the devices that resolve, sorted, and notes problems on standard error", async () => {
    const outcome = await cdictl(["list", ...samples.dirs]);
    expect(outcome.status).toBe(0);
    expect(outcome.stdout).toBe(
      `vendor.com/gpu=0  ${samples.root}/high/gpu.json\nvendor.com/gpu=1  ${samples.root}/low/gpu.yaml\n`,
    );
    expect(outcome.stderr).toBe(
      `cdictl: 3 problems found while loading; see cdictl list problems -d ${samples.root}/low -d ${samples.root}/high\n`,
    );
  });

  it("gives devices as JSON with name, kind, spec, priority and annotations", async () => {
    const { stdout, stderr } = await cdictl(["list", "devices", "--format", "json", ...samples.dirs]);
    expect(JSON.parse(stdout)).toEqual([
      {
        name: "vendor.com/gpu=0",
        kind: "vendor.com/gpu",
        spec: `${samples.root}/high/gpu.json`,
        priority: 1,
        annotations: { numa: "1" },
      },
      {
        name: "vendor.com/gpu=1",
        kind: "vendor.com/gpu",
        spec: `${samples.root}/low/gpu.yaml`,
        priority: 0,
        annotations: {},
      },
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
    const { status, stdout } = await cdictl(["list", what, "--format=json", ...samples.dirs]);
    expect(status).toBe(0);
    const items: unknown[] = JSON.parse(stdout);
    if (typeof expected === "number") expect(items).toHaveLength(expected);
    else expect(items).toEqual(expected);
  });

  it("takes the directories of CDI_SPEC_DIRS where none are given", async () => {
    const { stdout } = await cdictl(["list"], { env: { CDI_SPEC_DIRS: `${samples.root}/low:${samples.root}/high` } });
    expect(stdout).toContain("vendor.com/gpu=0");
  });

  it("quotes the directories of its hint for a shell, and gives none where none were given", async () => {
    writeFiles(samples.root, { "it's a dir/bad.json": "[]" });
    const directory = `${samples.root}/it's a dir`;
    const hint = "cdictl: 1 problem found while loading; see cdictl list problems";
    expect((await cdictl(["list", "-d", directory])).stderr).toContain(`${hint} -d '${samples.root}/it'\\''s a dir'\n`);
    expect((await cdictl(["list"], { env: { CDI_SPEC_DIRS: directory } })).stderr).toContain(`${hint}\n`);
  });

  it.each(["devices", "specs", "vendors", "classes"])("says where it looked where it finds no %s", async (what) => {
    const { root } = samples;
    writeFiles(root, { "empty/readme.txt": "", file: "" });
    const argv = ["list", what, "-d", `${root}/gone`, "-d", `${root}/empty`, "-d", `${root}/file`];
    const { status, stdout, stderr } = await cdictl(argv);
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
    expect(stderr).toContain(
      `cdictl: no ${what} in ${root}/gone (missing), ${root}/empty (no spec files), ${root}/file (unreadable)\n`,
    );
    expect(await cdictl([...argv, "--format", "json"])).toEqual({ status: 0, stdout: "[]\n", stderr: "" });
  });

  it("tells directories that hold specs without devices from empty ones", async () => {
    writeFiles(samples.root, { "bad/a.json": "", "bad/b.json": "", "worse/c.json": "" });
    const { stderr } = await cdictl(["list", "-d", `${samples.root}/bad`, "-d", `${samples.root}/worse`]);
    expect(stderr).toContain(`no devices in ${samples.root}/bad (2 spec files), ${samples.root}/worse (1 spec file)\n`);
  });
});
