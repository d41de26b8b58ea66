import { expect, it } from "vitest";
import { shadowedDevices } from "../../../src/preflight/registry/shadowed-devices.ts";
import { saysOfSpecs, specText } from "./specs-on.ts";

const says = (files: Record<string, string>) => saysOfSpecs(shadowedDevices, { host: { files } });
const edits = (name: string, value: string) => ({ name, containerEdits: { env: [`A=${value}`] } });

it("tells of devices that another spec defines otherwise, once for two files", async () => {
  const found = await says({
    "/etc/cdi/v.json": specText("0.5.0", [], { devices: [edits("a", "1"), edits("b", "1"), edits("c", "1")] }),
    "/var/run/cdi/v.json": specText("0.5.0", [], { devices: [edits("a", "2"), edits("b", "2")] }),
  });
  expect(found).toEqual([
    "warning device-shadowed: The definition in /var/run/cdi/v.json counts, and another in /etc/cdi/v.json, which is of lower priority, does not -> Take it out of /etc/cdi/v.json, or out of /var/run/cdi/v.json if that is the outdated one",
  ]);
});

it("says nothing of definitions that are the same, or the only ones", async () => {
  const text = specText("0.5.0", ["a"]);
  expect(await says({ "/etc/cdi/v.json": text, "/var/run/cdi/v.json": text })).toEqual([]);
  expect(await says({ "/etc/cdi/v.json": text })).toEqual([]);
});

it("tells of what comes with the spec as well", async () => {
  const text = specText("0.5.0", ["a"]);
  const other = specText("0.5.0", ["a"], { containerEdits: { env: ["B=1"] } });
  expect(await says({ "/etc/cdi/v.json": text, "/var/run/cdi/v.json": other })).toHaveLength(1);
});
