import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Attributes, attributeOf, noAttributes } from "../../src/inventory/attribute.ts";
import { attributeCatalogue, cataloguedAttribute } from "../../src/inventory/attribute-catalogue.ts";
import { mergeAttributes } from "../../src/inventory/attributes.ts";

const hardware: Attributes = {
  numaNode: { type: "integer", value: 1, source: "sysfs" },
  pciBusId: { type: "string", value: "0000:0f:00.0", source: "sysfs" },
};

describe("mergeAttributes", () => {
  it("puts a device's annotation before its spec's, and that before the host's word", () => {
    const merged = mergeAttributes({
      device: { index: "3", numaNode: "0" },
      spec: { index: "4", driverVersion: "580.95.05", pciBusId: "0000:1f:00.0" },
      hardware,
    });
    expect(merged).toEqual({
      driverVersion: { type: "version", value: "580.95.05", source: "spec-annotation" },
      index: { type: "integer", value: 3, source: "device-annotation" },
      numaNode: { type: "integer", value: 0, source: "device-annotation" },
      pciBusId: { type: "string", value: "0000:1f:00.0", source: "spec-annotation" },
    });
    expect(Object.keys(merged)).toEqual(["driverVersion", "index", "numaNode", "pciBusId"]);
  });

  it.each([
    ["memory", "40Gi", "memoryBytes", { type: "quantity", value: 40 * 2 ** 30 }],
    ["memoryBytes", "1.5", "memoryBytes", { type: "quantity", value: 2 }],
    ["pci_bus_id", "00000000:0F:00.0", "pciBusId", { type: "string", value: "0000:0f:00.0" }],
    ["vendorID", "0x10DE", "pciVendorId", { type: "string", value: "10de" }],
    ["isVf", "true", "isVf", { type: "boolean", value: true }],
    ["numaNodes", "0, 1,2", "numaNodes", { type: "integers", value: [0, 1, 2] }],
    ["numaNodes", "", "numaNodes", { type: "integers", value: [] }],
  ])("types %s: %s", (key, text, name, value) => {
    expect(mergeAttributes({ device: { [key]: text } })).toEqual({ [name]: { ...value, source: "device-annotation" } });
  });

  it.each([
    ["memory", "lots"],
    ["memory", "16Ei"],
    ["isVf", "yes"],
    ["index", "1.5"],
    ["index", "99999999999999999999"],
    ["driverVersion", "newest"],
    ["numaNodes", "0,x"],
    ["vendor.com/cores", "4"],
    ["a/b/index", "4"],
    ["__proto__", "x"],
    ["constructor", "x"],
    ["", "x"],
  ])("keeps %s: %s as a string", (key, text) => {
    const merged = mergeAttributes({ spec: Object.fromEntries([[key, text]]) });
    expect(Object.entries(merged)).toEqual([[key, { type: "string", value: text, source: "spec-annotation" }]]);
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
  });

  it("does not let a text of the wrong type hide a value", () => {
    const merged = mergeAttributes({ device: { numaNode: "left" }, spec: { index: "1" }, hardware });
    expect(attributeOf(merged, "numaNode")).toEqual(hardware["numaNode"]);
    expect(mergeAttributes({ device: { index: "first" }, spec: { index: "1" } })).toEqual({
      index: { type: "integer", value: 1, source: "spec-annotation" },
    });
  });

  it("keeps a prefixed key, and gives its value the canonical name where no stronger one has it", () => {
    const typed = { type: "quantity", value: 2 ** 30, source: "device-annotation" };
    expect(mergeAttributes({ device: { "vendor.com/memory": "1Gi" } })).toEqual({
      memoryBytes: typed,
      "vendor.com/memory": typed,
    });
    expect(mergeAttributes({ device: { "vendor.com/memory": "1Gi", memory: "2Gi", memoryBytes: "3Gi" } })).toEqual({
      memoryBytes: { ...typed, value: 3 * 2 ** 30 },
      "vendor.com/memory": typed,
    });
    expect(mergeAttributes({ device: { "b.com/index": "1", "a.com/index": "2" } })["index"]).toMatchObject({
      value: 2,
    });
  });

  it("is what the host says, as it is, where there are no annotations", () => {
    expect(mergeAttributes({ hardware })).toBe(hardware);
    expect(mergeAttributes({ device: {}, spec: {} })).toBe(noAttributes);
  });

  it("has a value of the catalogue's type by every canonical name, or a string, whatever the annotations", () => {
    const key = fc.oneof(
      fc.constantFrom(...attributeCatalogue.flatMap(({ name, aliases }) => [name, ...aliases])),
      fc.constantFrom("__proto__", "toString", "x"),
    );
    const prefixed = fc.tuple(fc.constantFrom("", "", "v.com/"), key).map(([prefix, local]) => prefix + local);
    const text = fc.oneof(fc.string(), fc.constantFrom("1", "true", "40Gi", "1.2.3", "0000:0F:00.0", "1,2"));
    const annotations = fc.array(fc.tuple(prefixed, text)).map((entries) => Object.fromEntries(entries));
    fc.assert(
      fc.property(annotations, annotations, (device, spec) => {
        const merged = mergeAttributes({ device, spec, hardware });
        for (const [name, { type, source }] of Object.entries(merged)) {
          expect([cataloguedAttribute(name.slice(name.indexOf("/") + 1))?.type, "string"]).toContain(type);
          expect(source !== "sysfs" || attributeOf(hardware, name) !== undefined).toBe(true);
        }
        for (const name of Object.keys(hardware)) expect(attributeOf(merged, name)?.type).toBe(hardware[name]?.type);
        expect(JSON.parse(JSON.stringify(merged))).toEqual(merged);
      }),
    );
  });
});

it("the catalogue has each name and alias once", () => {
  const names = attributeCatalogue.flatMap(({ name, aliases }) => [name, ...aliases]);
  expect(names).toEqual([...new Set(names)]);
  for (const name of names) expect(name).toMatch(/^[A-Za-z_][A-Za-z0-9_]{0,31}$/);
});
