import { describe, expect, it } from "vitest";
import { type RequestSources, requestedDevices } from "../../src/oci/requested-devices.ts";
import { documentOf } from "./parse.ts";

const nothingElse: RequestSources = { annotations: false, env: [] };
const fromVariable: RequestSources = { annotations: false, env: [{ variable: "GPUS", kind: "vendor.com/gpu" }] };
const requests = (document: object, sources: RequestSources) =>
  requestedDevices(documentOf(JSON.stringify(document)), sources);
const withVariable = (value: string) => ({ process: { env: [`GPUS=${value}`] } });

describe("requestedDevices", () => {
  it("takes device names that stand for paths, and no paths", () => {
    const devices = [{ path: "/dev/null" }, { path: "vendor.com/gpu=0" }, { path: "vendor.com/gpu=*" }, {}];
    expect(requests({ linux: { devices } }, nothingElse)).toEqual({
      devices: ["vendor.com/gpu=0"],
      placeholders: new Set(["vendor.com/gpu=0"]),
      malformed: [],
    });
  });

  it("keeps a path that stands twice, and adds from elsewhere only what is new", () => {
    const path = "vendor.com/gpu=0";
    const annotations = { "cdi.k8s.io/b": "vendor.com/gpu=2,vendor.com/gpu=0", "cdi.k8s.io/a": "vendor.com/gpu=1" };
    const document = { linux: { devices: [{ path }, { path }] }, annotations, ...withVariable("2,3") };
    expect(requests(document, { ...fromVariable, annotations: true })).toMatchObject({
      devices: [path, path, "vendor.com/gpu=1", "vendor.com/gpu=2", "vendor.com/gpu=3"],
    });
  });

  it.each([
    ["0, 1", ["vendor.com/gpu=0", "vendor.com/gpu=1"]],
    ["all", ["vendor.com/gpu=all"]],
    ["other.com/nic=a", ["other.com/nic=a"]],
    ["none", []],
    ["void", []],
    ["", []],
  ])("reads %j in a variable", (value, devices) => {
    expect(requests(withVariable(value), fromVariable)).toMatchObject({ devices, malformed: [] });
  });

  it.each(["*", "vendor.com/gpu=*", "a b", "gpu=0"])("refuses %j in a variable: a document asks by name", (value) => {
    expect(requests(withVariable(value), fromVariable)).toMatchObject({
      malformed: [{ name: expect.stringContaining(value), from: "variable GPUS" }],
    });
  });

  it("says what is misshapen, and where", () => {
    expect(requests({ annotations: { "cdi.k8s.io/a": 1 } }, { ...nothingElse, annotations: true })).toMatchObject({
      code: "invalid-oci-document",
      message: 'Cannot use the OCI spec: annotations["cdi.k8s.io/a"] is not text',
      line: 1,
    });
    expect(requests({ annotations: ["vendor.com/gpu=0"] }, { ...nothingElse, annotations: true })).toMatchObject({
      message: "Cannot use the OCI spec: annotations is not an object",
    });
  });
});
