import { describe, expect, it } from "vitest";
import { cdictl, refusal } from "../command-line.ts";
import { oci, useSamples } from "../use-samples.ts";

const samples = useSamples();

describe("resolve", () => {
  const asking = JSON.stringify({
    process: { env: ["A=1", "WANTED=1,none"] },
    annotations: { "cdi.k8s.io/x": "vendor.com/gpu=0", other: "y" },
    linux: { devices: [{ path: "vendor.com/gpu=1" }, { path: "/dev/null" }, { path: "vendor.com/gpu=1" }] },
  });

  it("injects the names in linux.devices and takes the entries out", async () => {
    const { stdout } = await cdictl(["resolve", "-", ...samples.dirs], { stdin: asking });
    expect(JSON.parse(stdout)).toMatchObject({
      process: { env: ["A=1", "WANTED=1,none", "GPU=low1"] },
      linux: { devices: [{ path: "/dev/null" }] },
    });
    expect(JSON.parse(stdout).linux.devices).toHaveLength(1);
  });

  it("takes annotations and variables when asked", async () => {
    const argv = ["resolve", "-", "--annotations", "--env", "WANTED=vendor.com/gpu", ...samples.dirs];
    const { stdout } = await cdictl(argv, { stdin: asking });
    expect(JSON.parse(stdout).process.env).toEqual(["A=1", "WANTED=1,none", "GPU=high", "SPEC=high"]);
  });

  it("leaves a document that asks for nothing as it is", async () => {
    expect(await cdictl(["resolve", "-", ...samples.dirs], { stdin: oci })).toEqual({
      status: 0,
      stdout: oci,
      stderr: "",
    });
  });

  it("refuses an annotation that is no list of names", async () => {
    const stdin = '{"annotations":{"cdi.k8s.io/x":"vendor.com/gpu=0, b"}}';
    expect(refusal(await cdictl(["resolve", "-", "--annotations", ...samples.dirs], { stdin })).stderr).toContain(
      "malformed-name",
    );
  });
});
