import { describe, expect, it } from "vitest";
import { usedKinds, usedNodes } from "../../../src/preflight/kinds/used-nodes.ts";
import { fakeHost } from "../../host/fake-host.ts";
import { subjectOn } from "../subject-on.ts";

describe("the nodes that devices bring", () => {
  it("are those of deviceNodes and those that mounts bind, with the path on the host that tells the kind", () => {
    const { host } = fakeHost({
      nodes: { "/dev/mine": "c 10:229", "/dev/odd": "c 300:1" },
      directories: ["/dev/infiniband", "/dev/things"],
    });
    const subject = subjectOn({
      host,
      devices: {
        a: {
          deviceNodes: [
            { path: "/dev/gpu", hostPath: "/dev/nvidia0", type: "c", major: 195, minor: 0, permissions: "rw" },
            { path: "/dev/mine" },
          ],
          mounts: [
            { hostPath: "/dev/infiniband", containerPath: "/dev/infiniband" },
            { hostPath: "/dev/odd", containerPath: "/odd" },
            { hostPath: "/dev/things", containerPath: "/things" },
            { hostPath: "/opt/v", containerPath: "/v" },
          ],
        },
      },
    });
    expect(
      usedNodes(subject).map(({ path, kind, isMount, permissions }) => [path, kind, isMount, permissions]),
    ).toEqual([
      ["/dev/gpu", "nvidia", false, "rw"],
      ["/dev/mine", "fuse", false, "rwm"],
      ["/dev/infiniband", "infiniband", true, "rw"],
      ["/odd", undefined, true, "rw"],
    ]);
  });

  it("are put together by kind with each device once", () => {
    const gpu = (index: number) => {
      const path = `/dev/nvidia${index}`;
      return { deviceNodes: [{ path, type: "c", major: 195, minor: index }] };
    };
    const [nvidia, ...more] = usedKinds(
      subjectOn({ devices: { "0": gpu(0), "1": gpu(1) }, common: { deviceNodes: gpu(255).deviceNodes } }),
    );
    expect(more).toEqual([]);
    expect(nvidia).toMatchObject({ kind: "nvidia", devices: ["vendor.com/device=0", "vendor.com/device=1"] });
    expect(nvidia?.nodes).toHaveLength(3);
  });
});
