import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distanceBetween, distanceClasses } from "../../src/host/pci-distance.ts";
import { type PlacedFunction, pciPathOf } from "../../src/host/pci-path.ts";

function at(path: string, numaNode?: number): PlacedFunction {
  const place = pciPathOf(`/sys/devices/${path}`);
  if (!place) throw new Error(path);
  return { ...place, ...(numaNode !== undefined && { numaNode }) };
}

const [port, other] = ["pci0000:00/0000:00:01.0", "pci0000:00/0000:00:02.0"];
const upstream = `${port}/0000:01:00.0`;

describe("distanceBetween", () => {
  it.each([
    ["itself", at(`${port}/0000:01:00.0`), at(`${port}/0000:01:00.0`), { class: "SELF" }],
    ["functions of one card", at(`${port}/0000:01:00.0`), at(`${port}/0000:01:00.1`), { class: "PIX" }],
    [
      "one switch",
      at(`${upstream}/0000:02:00.0/0000:03:00.0`),
      at(`${upstream}/0000:02:01.0/0000:04:00.0`),
      { class: "PIX" },
    ],
    [
      "a switch below a switch",
      at(`${upstream}/0000:02:00.0/0000:03:00.0/0000:04:00.0/0000:05:00.0`),
      at(`${upstream}/0000:02:01.0/0000:06:00.0`),
      { class: "PXB" },
    ],
    ["two ports", at(`${port}/0000:01:00.0`, 0), at(`${other}/0000:02:00.0`, 1), { class: "PHB" }],
    ["the root bus", at("pci0000:00/0000:00:03.0"), at("pci0000:00/0000:00:04.0"), { class: "PHB" }],
    ["two bridges of a node", at("pci0000:00/0000:00:03.0", 1), at("pci0000:80/0000:80:04.0", 1), { class: "NODE" }],
    ["two nodes", at("pci0000:00/0000:00:03.0", 0), at("pci0000:80/0000:80:04.0", 1), { class: "SYS" }],
    [
      "who knows where",
      at("pci0000:00/0000:00:03.0", 0),
      at("pci0000:80/0000:80:04.0"),
      { class: "SYS", confidence: "unknown" },
    ],
    ["no roots", at("x/0000:00:03.0"), at("y/0000:00:04.0"), { class: "SYS", confidence: "unknown" }],
  ])("%s", (_, a, b, distance) => {
    expect(distanceBetween(a, b)).toEqual(distance);
    expect(distanceBetween(b, a)).toEqual(distance);
  });

  it("is the same both ways, and no farther than the farther of two steps", () => {
    const step = fc.constantFrom("0000:01:00.0", "0000:01:01.0", "0000:02:00.0");
    const place = fc
      .tuple(fc.constantFrom("pci0000:00", "pci0000:80"), fc.array(step, { maxLength: 3 }), fc.nat(20), fc.nat(1))
      .map(([root, bridges, end, numaNode]) => at([root, ...bridges, `0000:09:${end + 10}.0`].join("/"), numaNode));
    const rank = (a: PlacedFunction, b: PlacedFunction) => distanceClasses.indexOf(distanceBetween(a, b).class);
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        expect(rank(a, b)).toBe(rank(b, a));
        expect(rank(a, a)).toBe(0);
        const far = Math.max(rank(a, b), rank(b, c));
        if (far >= distanceClasses.indexOf("PXB") && a.pcieRoot === b.pcieRoot && b.pcieRoot === c.pcieRoot) {
          expect(rank(a, c)).toBeLessThanOrEqual(distanceClasses.indexOf("PHB"));
        }
      }),
    );
  });
});
