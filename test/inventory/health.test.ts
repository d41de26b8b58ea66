import { describe, expect, it } from "vitest";
import { type Health, healthOf } from "../../src/inventory/health.ts";

const found = { type: "c", major: 195, minor: 0, fileMode: 0o666 };
const path = "/dev/nvidia0";

function mismatch(detail: string): Health {
  return { status: "unhealthy", reason: "mismatch", detail: `${path}: ${detail}` };
}

describe("healthOf a node", () => {
  it.each([
    [{}, found],
    [{ type: "c", major: 195, minor: 0 }, found],
    [{ type: "c" }, found],
    [{ type: "c", major: 0, minor: 7 }, found],
    [{ minor: 7 }, found],
    [{ major: 195 }, found],
    [{ type: "u", major: 195 }, found],
    [{ type: "", fileMode: 0 }, found],
    [
      { type: "p", major: 9, minor: 9 },
      { type: "p", major: 0, minor: 0, fileMode: 0 },
    ],
  ])("is good: %j", (recorded, host) => {
    expect(healthOf([{ node: { path, ...recorded }, found: host }])).toEqual({ status: "healthy" });
  });

  it.each([
    [{ type: "b" }, "type c on the host, b in the spec"],
    [{ type: "u" }, "type c on the host, u in the spec"],
    [{ type: "c", major: 195, minor: 1 }, "195:0 on the host, 195:1 in the spec"],
    [{ major: 196 }, "195:0 on the host, 196:0 in the spec"],
  ])("is a mismatch: %j", (recorded, detail) => {
    expect(healthOf([{ node: { path, ...recorded }, found }])).toEqual(mismatch(detail));
  });

  it("names the path on the host, and what is there", () => {
    const node = { path: "/dev/x", hostPath: "/dev/\u2028y" };
    expect(healthOf([{ node, found: { missing: "not a device node" } }])).toEqual({
      status: "unhealthy",
      reason: "missing",
      detail: "/dev/\\u2028y: not a device node",
    });
    expect(healthOf([{ node, found: { missing: "permission denied", unseen: true } }])).toEqual({
      status: "unknown",
      reason: "unreadable",
      detail: "/dev/\\u2028y: permission denied",
    });
  });
});

describe("healthOf several", () => {
  const good = { node: { path: "/dev/good" }, found };
  const gone = { node: { path: "/dev/gone" }, found: { missing: "no such file or directory" } };
  const other = { node: { path: "/dev/other", type: "b" }, found };
  const hidden = { node: { path: "/dev/hidden" }, found: { missing: "permission denied", unseen: true as const } };
  const narrow = { pciBusId: "0000:0f:00.0", width: 8, maximum: 16 };

  it.each([
    [[good, hidden], undefined, "unknown", "unreadable"],
    [[good, gone, other], undefined, "unhealthy", "missing"],
    [[good, other, gone], undefined, "unhealthy", "mismatch"],
    [[hidden, gone], narrow, "unhealthy", "missing"],
    [[good], narrow, "degraded", "link-width"],
    [[hidden], narrow, "degraded", "link-width"],
    [[], undefined, "unknown", "no-device-nodes"],
  ])("is the worst of %j", (nodes, link, status, reason) => {
    expect(healthOf(nodes, link)).toMatchObject({ status, reason });
  });

  it("tells of the link", () => {
    expect(healthOf([good], narrow).detail).toBe("0000:0f:00.0: x8 of x16 lanes in use");
  });
});
