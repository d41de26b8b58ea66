import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { makeBundle } from "./bundle.ts";
import { cdictl } from "./command.ts";
import { kernelLog, makeHostNode } from "./host-node.ts";
import { addedTo, insideViewScript, parseInsideView } from "./inside-view.ts";
import { runWithCrun } from "./runtimes.ts";
import { useScratch } from "./scratch.ts";

const scratch = useScratch();

it("crun's container has the node, environment, mount, group and hook that cdictl injected", () => {
  const spec = {
    cdiVersion: "0.7.0",
    kind: "example.com/e2e",
    devices: [
      {
        name: "log",
        containerEdits: {
          env: ["E2E_NAME=value"],
          deviceNodes: [{ path: "/dev/e2e", hostPath: makeHostNode(scratch.path("node")), permissions: "w" }],
          mounts: [{ hostPath: "/proc/version", containerPath: "/run/host/version", options: ["ro", "bind"] }],
          additionalGids: [4242],
          hooks: [
            {
              hookName: "createRuntime",
              path: "/bin/sh",
              args: ["sh", "-c", `cat > ${scratch.path("state.json")}`],
              env: ["E2E=1"],
            },
          ],
        },
      },
    ],
  };
  mkdirSync(scratch.path("specs"));
  writeFileSync(scratch.path("specs/e2e.json"), JSON.stringify(spec));

  const bundle = makeBundle(scratch.path("bundle"), insideViewScript("/dev/e2e"));
  const before = parseInsideView(runWithCrun(bundle, scratch.path("crun")));
  const { status, stderr } = cdictl("inject", "-d", scratch.path("specs"), "--in-place", bundle, "example.com/e2e=log");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const added = addedTo(before, parseInsideView(runWithCrun(bundle, scratch.path("crun"))));

  expect(added.devices).toEqual([{ path: "/dev/e2e", type: "character", ...kernelLog, mode: "640", owner: "0:0" }]);
  expect(added.environment).toEqual(["E2E_NAME=value"]);
  expect(added.mounts).toMatchObject([{ path: "/run/host/version", root: "/version" }]);
  expect(added.groups).toEqual([4242]);
  expect(JSON.parse(readFileSync(scratch.path("state.json"), "utf8"))).toMatchObject({ bundle });
});
