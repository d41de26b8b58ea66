import { describe, expect, it } from "vitest";
import { controlNodes } from "../../../src/preflight/nvidia/control-nodes.ts";
import { controls, says } from "./nvidia-host.ts";

const nodes = ["/dev/nvidia0"];
const lacking = [
  "error nvidia-incomplete: Neither the devices nor the container bring /dev/nvidiactl, without which no program can use a GPU -> Run nvidia-modprobe -c 255 on the host, then cdictl generate nvidia --write",
  "warning nvidia-may-be-incomplete: Neither the devices nor the container bring /dev/nvidia-uvm, without which CUDA does not start -> Run nvidia-modprobe -u -c 0 on the host, then cdictl generate nvidia --write",
];

describe("the nodes by which any GPU is used", () => {
  it("come with the GPU", () => {
    expect(says(controlNodes, {})).toEqual([]);
    expect(says(controlNodes, { nodes, mounts: controls })).toEqual([]);
  });

  it("do not come where the spec was made before they were there", () => {
    expect(says(controlNodes, { nodes })).toEqual(lacking);
    expect(says(controlNodes, { nodes, oci: {} })).toEqual(lacking);
    expect(says(controlNodes, { nodes: [...nodes, "/dev/nvidiactl"] })).toEqual(lacking.slice(1));
  });

  it("may be the container's own", () => {
    const devices = controls.map((path) => ({ path, type: "c", major: 195, minor: 255 }));
    expect(says(controlNodes, { nodes, oci: { linux: { devices } } })).toEqual([]);
  });

  it("may come with all of /dev", () => {
    const dev = { destination: "/dev", source: "/dev", type: "bind", options: ["rbind"] };
    expect(says(controlNodes, { nodes, oci: { mounts: [dev] } })).toEqual([]);
    const tmpfs = { destination: "/dev", source: "tmpfs", type: "tmpfs" };
    expect(says(controlNodes, { nodes, oci: { mounts: [tmpfs] } })).toEqual(lacking);
  });

  it("are not needed without a GPU, or where the driver lists none, as on Tegra", () => {
    expect(says(controlNodes, { nodes: ["/dev/nvidia-modeset"] })).toEqual([]);
    expect(says(controlNodes, { nodes, host: {} })).toEqual([]);
  });
});
