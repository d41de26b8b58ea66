import { beforeEach, describe, expect, it } from "vitest";
import { startService } from "../../http/start-service.ts";
import { writeOldFiles } from "../../registry/directories.ts";
import { cdictl, type Outcome } from "../command-line.ts";
import { oci, useSamples } from "../use-samples.ts";

const samples = useSamples();
let server = "";

beforeEach(async () => {
  writeOldFiles(samples.root, {
    "low/bad.yaml": "cdiVersion: 0.5.0\nkind: vendor.com/bad\ndevices: 5\n",
    "high/node.json": JSON.stringify({
      cdiVersion: "0.7.0",
      kind: "vendor.com/node",
      devices: [
        { name: "null", containerEdits: { deviceNodes: [{ path: "/dev/vendor/null", hostPath: "/dev/null" }] } },
        { name: "gone", containerEdits: { deviceNodes: [{ path: "/dev/no-such-node" }] } },
        { name: "odd", containerEdits: { deviceNodes: [{ path: "/dev/null", type: "b" }] } },
        {
          name: "all",
          containerEdits: {
            mounts: [{ hostPath: "/proc/version", containerPath: "/v", options: ["ro"] }],
            hooks: [{ hookName: "prestart", path: "/bin/true", args: ["true"], env: [] }],
            additionalGids: [4, 5],
          },
        },
      ],
    }),
  });
  const { socketPath } = await startService({ dirs: [`${samples.root}/low`, `${samples.root}/high`] });
  server = `unix:${socketPath}`;
});

function comparable({ status, stdout, stderr }: Outcome): Outcome {
  return {
    status,
    stdout,
    stderr: stderr.replace(/(see cdictl list problems) .*/, "$1"),
  };
}

/** What a command line says of the disk and of a service, with the place that hints name left out. */
async function both(
  argv: readonly string[],
  stdin = oci,
): Promise<{ readonly disk: Outcome; readonly there: Outcome }> {
  const disk = await cdictl([...argv, ...samples.dirs], { stdin });
  const there = await cdictl([...argv, "--server", server], { stdin });
  return { disk: comparable(disk), there: comparable(there) };
}

const document = `\r
{
\t"ociVersion": "1.2.0", "big": 18446744073709551615, "x": 1.0,
\t"process": {"env": [ "A=1" ], "user": {"uid": 1}},
\t"annotations": {"cdi.k8s.io/a": "vendor.com/gpu=0"},
\t"linux": {
\t\t"devices": [
\t\t\t{"path": "vendor.com/node=null"},
\t\t\t{"path": "/dev/fuse", "type": "c", "major": 10, "minor": 229}
\t\t]
\t}
}\u0020

`;

describe("the same answers as from the disk", () => {
  it.each([
    ["list"],
    ["list", "devices", "--format", "json"],
    ["list", "devices", "--format", "yaml"],
    ["list", "specs"],
    ["list", "specs", "--format", "json"],
    ["list", "vendors"],
    ["list", "classes"],
    ["list", "dirs"],
    ["list", "dirs", "--format", "json"],
    ["list", "problems"],
    ["list", "problems", "--format", "json"],
    ["show", "vendor.com/gpu=1"],
    ["show", "vendor.com/gpu=0", "vendor.com/gpu=0", "--format", "json"],
    ["show", "vendor.com/node=*", "--format", "yaml"],
    ["show", "vendor.com/gpu=9"],
    ["show", "vendor.com/gpu=9", "nope", "vendor.com/gpu=clash", "--format", "json"],
    ["inject", "-", "vendor.com/gpu=0"],
    ["inject", "-", "vendor.com/*=[01a]*", "vendor.com/node=null"],
    ["inject", "-", "vendor.com/node=all", "--patch"],
    ["inject", "-", "vendor.com/node=all", "vendor.com/node=null", "--diff"],
    ["inject", "-", "vendor.com/gpu=9"],
    ["inject", "-", "vendor.com/bad=0", "vendor.com/net=0", "other.com/gpu=0", "gpu0", "vendor.com/gpu=x*"],
    ["inject", "-", "vendor.com/node=gone"],
    ["inject", "-", "vendor.com/node=gone", "vendor.com/node=odd", "--format", "json"],
    ["resolve", "-"],
    ["resolve", "-", "--annotations"],
    ["resolve", "-", "--annotations", "--diff"],
    ["resolve", "-", "--env", "A=vendor.com/gpu"],
  ])("%s %s %s %s %s %s", async (...argv) => {
    const words = argv.filter((word) => word !== undefined);
    for (const stdin of [
      oci,
      oci.trim(),
      document,
      '{"process":{"env":["A=0"]},"linux":{"devices":[{"path":"vendor.com/node=null"}]}}',
    ]) {
      const { disk, there } = await both(words, stdin);
      expect(there).toEqual(disk);
    }
  });

  it.each(["", "[]", "{", '{"a":1,"a":2}', '{"process": 1}', '{\n "linux": {"resources": {"devices": 5}}}'])(
    "for %j, which is no OCI document",
    async (stdin) => {
      for (const name of ["vendor.com/gpu=0", "vendor.com/node=null"]) {
        const { disk, there } = await both(["inject", "-", name], stdin);
        expect(there).toEqual(disk);
      }
    },
  );
});
