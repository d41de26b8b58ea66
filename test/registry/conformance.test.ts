import { relative } from "node:path";
import { describe, expect, it } from "vitest";
import { isError } from "../../src/problems.ts";
import { loadSnapshot } from "../../src/registry/load-snapshot.ts";
import { resolve } from "../../src/registry/resolve.ts";
import { resolveOnce } from "../../src/registry/resolve-once.ts";
import { conformanceCases, type InjectCase, type RegistryCase } from "../conformance/cases.ts";
import { temporaryDirectory, writeSpecDirs } from "./directories.ts";

const registryCases = conformanceCases<RegistryCase[]>("registry").map((entry, index) => ({ ...entry, index }));
const injectCases = conformanceCases<InjectCase[]>("inject").map((entry, index) => ({ ...entry, index }));

describe("the registry agrees with the reference", () => {
  it.each(registryCases)("on devices and errors of case $index", async ({ dirs, devices, filesWithErrors }) => {
    const root = temporaryDirectory();
    const snapshot = await loadSnapshot(writeSpecDirs(root, dirs));
    expect(Array.from(snapshot.devices(), ({ name }) => name)).toEqual(devices);
    expect(snapshot.deviceCount).toBe(devices.length);
    const flawed = new Set(
      snapshot
        .problems()
        .filter(isError)
        .map(({ path = "" }) => relative(root, path)),
    );
    expect([...flawed].sort()).toEqual(filesWithErrors);
  });

  it.each(injectCases)("on what injection case $index cannot resolve", async ({ dirs, devices, unresolved = [] }) => {
    const snapshot = await loadSnapshot(writeSpecDirs(temporaryDirectory(), dirs));
    const resolution = resolve(devices, snapshot);
    expect("faults" in resolution ? resolution.faults.map(({ name }) => name) : []).toEqual(unresolved);
  });
});

describe("resolveOnce answers as a whole load does", () => {
  it.each(registryCases)("on registry case $index", async ({ dirs, devices }) => {
    const paths = writeSpecDirs(temporaryDirectory(), dirs);
    const snapshot = await loadSnapshot(paths);
    const requests = [
      devices,
      ["vendor.com/gpu=*"],
      ["*/*"],
      ["vendor.com/nothing=0"],
      ["vendor.com/gpu=9", "acme.io/net=0"],
    ];
    for (const request of [...requests, ...devices.map((name) => [name])]) {
      expect(await resolveOnce(request, paths)).toEqual(resolve(request, snapshot));
    }
  });

  it.each(injectCases)("on injection case $index", async ({ dirs, devices }) => {
    const paths = writeSpecDirs(temporaryDirectory(), dirs);
    expect(await resolveOnce(devices, paths)).toEqual(resolve(devices, await loadSnapshot(paths)));
  });
});
