import { describe, expect, it } from "vitest";
import { lockedMemory } from "../../../src/preflight/limits/locked-memory.ts";
import { type ContainerCase, saysOf } from "../says-of.ts";

const says = (given: ContainerCase) => saysOf(lockedMemory, given);

function limited(bytes: number, more: object = {}) {
  return { process: { rlimits: [{ type: "RLIMIT_MEMLOCK", hard: bytes, soft: bytes }], ...more } };
}

const ipcLock = { capabilities: { bounding: ["CAP_IPC_LOCK"] } };

describe("memory that may be locked", () => {
  it("is little for remote access to memory", () => {
    expect(says({ nodes: ["/dev/infiniband/uverbs0"], oci: limited(65_536) })).toEqual([
      "warning memlock-low: Only 65536 bytes of memory may be locked for /dev/infiniband/uverbs0: registering more (ibv_reg_mr) fails with ENOMEM (cannot allocate memory) -> Run the container with --ulimit=memlock=-1:-1, or set RLIMIT_MEMLOCK in process.rlimits",
    ]);
  });

  it("is little for a guest", () => {
    expect(says({ nodes: ["/dev/vfio/12"], oci: limited(8 * 1024 ** 2) })[0]).toContain("VFIO_IOMMU_MAP_DMA");
  });

  it.each([
    ["without a limit", limited(2 ** 64 - 1)],
    ["with a gibibyte", limited(1024 ** 3)],
    ["with the capability to go beyond", limited(65_536, ipcLock)],
  ])("is enough %s", (_, oci) => {
    expect(says({ nodes: ["/dev/infiniband/uverbs0", "/dev/vfio/12"], oci })).toEqual([]);
  });

  it("does not grow by a capability in a user namespace, which does not count for it", () => {
    const oci = { ...limited(65_536, ipcLock), linux: { namespaces: [{ type: "user" }] } };
    expect(says({ nodes: ["/dev/vfio/12"], oci })).toHaveLength(1);
  });

  it("is not known where the OCI spec sets no limit", () => {
    expect(says({ nodes: ["/dev/infiniband/uverbs0"] })[0]).toMatch(
      /^info unknown: Cannot tell how much memory may be locked for \/dev\/infiniband\/uverbs0: the OCI spec sets no RLIMIT_MEMLOCK/,
    );
  });

  it("does not matter to other devices", () => {
    expect(says({ nodes: ["/dev/nvidia0", "/dev/infiniband/umad0", "/dev/vendor0"], oci: limited(0) })).toEqual([]);
  });
});
