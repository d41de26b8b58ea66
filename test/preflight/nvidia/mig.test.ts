import { describe, expect, it } from "vitest";
import { migAccess } from "../../../src/preflight/nvidia/mig-access.ts";
import { wholeGpus } from "../../../src/preflight/nvidia/whole-gpus.ts";
import { migMinor, migParts } from "../../generators/nvidia/fake-mig.ts";
import { together } from "../../host/fake-host.ts";
import { controls, gpu, healthy, says } from "./nvidia-host.ts";

const cap = (minor: number) => `/dev/nvidia-caps/nvidia-cap${minor}`;
const names = ["config 1", "monitor 2"];
for (const gi of [1, 2]) {
  names.push(`gpu0/gi${gi}/access ${migMinor(0, gi)}`, `gpu0/gi${gi}/ci0/access ${migMinor(0, gi, 0)}`);
}
const minors = { files: { "/proc/driver/nvidia-caps/mig-minors": `${names.join("\n")}\nfabric-imex-mgmt 4323\n` } };
const divided = together(healthy, migParts(0, { 1: [0] }), minors);
const first = ["/dev/nvidia0", ...controls, cap(migMinor(0, 1)), cap(migMinor(0, 1, 0))];
const second = ["/dev/nvidia0", ...controls, cap(migMinor(0, 2)), cap(migMinor(0, 2, 0))];

describe("a MIG device", () => {
  it("is given by the nodes of instances that are there", () => {
    expect(says(migAccess, { host: divided, nodes: first })).toEqual([]);
    expect(says(wholeGpus, { host: divided, nodes: first })).toEqual([]);
  });

  it("is gone after the GPU was divided anew", () => {
    expect(says(migAccess, { host: divided, nodes: second })).toEqual([
      "error mig-instance-gone: The GPU is no longer divided as the spec has it: the driver has no MIG instance gpu0/gi2, gpu0/gi2/ci0, to which /dev/nvidia-caps/nvidia-cap21, /dev/nvidia-caps/nvidia-cap22 gave access -> Run cdictl generate nvidia --write, or make the instances anew with nvidia-smi mig",
    ]);
  });

  it("is not what other capabilities give access to", () => {
    expect(says(migAccess, { host: divided, nodes: [cap(1), cap(2), cap(4323), cap(9999)] })).toEqual([]);
    expect(says(migAccess, { host: divided })).toEqual([]);
  });

  it("cannot be judged where the driver does not tell of instances", () => {
    const told = [
      "info unknown: Cannot tell which MIG instances /dev/nvidia-caps/nvidia-cap12 give access to: /proc/driver/nvidia-caps/mig-minors or /proc/driver/nvidia/capabilities cannot be read -> Run it on the host",
    ];
    const host = { files: { "/sys/module/nvidia/version": "580.95.05\n" } };
    expect(says(migAccess, { host, nodes: [cap(12)] })).toEqual(told);
    expect(says(migAccess, { host: together(host, minors), nodes: [cap(12)] })).toEqual(told);
    expect(says(migAccess, { host: {}, nodes: [cap(12)] })).toEqual([]);
  });
});

describe("a whole GPU", () => {
  it("is undivided", () => {
    expect(says(wholeGpus, {})).toEqual([]);
  });

  it("is of little use while it is divided", () => {
    expect(says(wholeGpus, { host: divided })).toEqual([
      "warning mig-divided: /dev/nvidia0 is given as a whole GPU, and it is divided into MIG instances: CUDA finds no device without access to one of them -> Run cdictl generate nvidia --write and ask for a MIG device, or end MIG with nvidia-smi -mig 0",
    ]);
    expect(says(wholeGpus, { host: divided, nodes: ["/dev/nvidia1"] })).toEqual([]);
  });

  it("is of no use while its instances are empty", () => {
    const host = together(healthy, migParts(0, { 1: [], 2: [] }), minors);
    expect(says(wholeGpus, { host })).toEqual([
      "warning mig-divided: /dev/nvidia0 is divided into GPU instances of MIG, in which there are no compute instances: CUDA finds no device -> Run nvidia-smi mig -cci, then cdictl generate nvidia --write",
    ]);
  });

  it.each([
    "NVIDIA H200",
    "NVIDIA H100 80GB HBM3",
    "NVIDIA A100-SXM4-40GB",
    "NVIDIA A30",
    "NVIDIA GH200 480GB",
    "NVIDIA GB200",
    "NVIDIA RTX PRO 6000 Blackwell Server Edition",
  ])("may be in MIG mode without instances, which procfs does not tell: %s", (model) => {
    const host = together(healthy, gpu(0, { model }));
    expect(says(wholeGpus, { host, nodes: ["/dev/nvidia0", "/dev/nvidia1"] })).toEqual([
      "info unknown: Cannot tell whether /dev/nvidia0 is in MIG mode without instances, in which CUDA finds no device: the driver tells its library alone -> Run nvidia-smi --query-gpu=index,mig.mode.current --format=csv; where it is Enabled, run nvidia-smi mig -cgi PROFILE -C",
    ]);
  });

  it.each(["NVIDIA L40S", "NVIDIA A10", "NVIDIA A3000", "Tesla V100-SXM2-32GB", "NVIDIA RTX A3000"])(
    "is not in doubt where it cannot be divided: %s",
    (model) => {
      expect(says(wholeGpus, { host: together(healthy, gpu(0, { model })) })).toEqual([]);
    },
  );

  it("is not judged without a driver", () => {
    expect(says(wholeGpus, { host: {} })).toEqual([]);
  });
});
