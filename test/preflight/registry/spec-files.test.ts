import { chmodSync, symlinkSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { prepareSubject } from "../../../src/preflight/prepare-subject.ts";
import { specFiles } from "../../../src/preflight/registry/spec-files.ts";
import { snapshotOf } from "../../../src/registry/snapshot.ts";
import { fakeHost } from "../../host/fake-host.ts";
import { said } from "../subject-on.ts";
import { type SpecsCase, saysOfSpecs, specText } from "./specs-on.ts";

const says = (given: SpecsCase) => saysOfSpecs(specFiles, given);
const good = { "/etc/cdi/v.json": specText("0.5.0", ["a"]) };

describe("spec files", () => {
  it("are fine where all are loaded", async () => {
    expect(await says({ host: { files: good } })).toEqual([]);
  });

  it("are not loaded where they are no specs, whatever device was asked for", async () => {
    const host = { files: { ...good, "/etc/cdi/w.json": "{}", "/etc/cdi/x.yaml": ": [" } };
    expect(await says({ host })).toEqual([
      expect.stringMatching(
        /^warning spec-not-loaded: No runtime loads \/etc\/cdi\/w.json: .+ -> Mend what cdictl validate \/etc\/cdi\/w.json says$/,
      ),
      expect.stringMatching(/^warning spec-not-loaded: No runtime loads \/etc\/cdi\/x.yaml: /),
    ]);
  });

  it("are not loaded by a name that was probably meant as a spec's", async () => {
    const host = { files: { ...good, "/etc/cdi/w.yml": specText("0.5.0", ["b"]) } };
    expect(await says({ host })).toEqual([
      "warning unused-extension: No runtime loads the file: a spec's name must end in .json or .yaml, in lower case -> Give its name the ending .yaml or .json",
    ]);
  });

  it("rule each other out", async () => {
    const host = { files: { ...good, "/etc/cdi/w.json": specText("0.5.0", ["a", "b"]) } };
    expect(await says({ host })).toEqual([
      "warning unusable-device: Cannot use vendor.com/device=a: defined with equal priority in /etc/cdi/w.json -> Take them out of /etc/cdi/v.json or of the other spec, or move one of the two from /etc/cdi",
      "warning unusable-device: Cannot use vendor.com/device=a: defined with equal priority in /etc/cdi/v.json -> Take them out of /etc/cdi/w.json or of the other spec, or move one of the two from /etc/cdi",
    ]);
  });

  it("that rootless runtimes cannot read are told of for the devices that were asked for", async () => {
    const { host, root } = fakeHost({ files: good });
    chmodSync(`${root}/etc/cdi/v.json`, 0o600);
    const { inspectDirectories } = await import("../../../src/registry/load-snapshot.ts");
    const snapshot = await inspectDirectories([`${root}/etc/cdi`]);
    const on = (names: readonly string[]) => said(specFiles.run(prepareSubject({ host, snapshot, names }).subject));
    expect(on(["vendor.com/device=a"])).toEqual([
      `warning not-world-readable: Only its owner or group can read the file, so a rootless runtime cannot load it -> Run chmod a+r ${root}/etc/cdi/v.json`,
    ]);
    expect(on([])).toEqual([]);
  });
});

describe("spec directories", () => {
  it("that are links hide the devices in them from Go runtimes", async () => {
    const { host, root } = fakeHost({ files: { "/opt/cdi/v.json": specText("0.5.0", ["a"]) }, directories: ["/etc"] });
    symlinkSync("/opt/cdi", `${root}/etc/relative`);
    symlinkSync("../opt/cdi", `${root}/etc/cdi`);
    const { inspectDirectories } = await import("../../../src/registry/load-snapshot.ts");
    const snapshot = await inspectDirectories([`${root}/etc/cdi`]);
    const on = (names: readonly string[]) =>
      said(specFiles.run(prepareSubject({ host, snapshot, names }).subject)).map((line) => line.replaceAll(root, ""));
    const message = "Go runtimes load nothing from /etc/cdi: it is a symbolic link, which they do not follow";
    const fix = "Make /etc/cdi a directory, for example by a bind mount";
    expect(on(["vendor.com/device=a"])).toEqual([`error spec-unseen: ${message} -> ${fix}`]);
    expect(on([])).toEqual([`warning spec-not-loaded: ${message} -> ${fix}`]);
  });

  it("that cannot be listed are unknown", async () => {
    const host = { files: { ...good, "/var/run/cdi": "a file" } };
    expect(await says({ host })).toEqual([
      "info unknown: Cannot look for specs in /var/run/cdi: Cannot list spec directory: it is no directory; Go runtimes load nothing from it -> Make /var/run/cdi a directory that can be read, or run as root",
    ]);
  });

  it("that cannot be looked at hide the devices of later ones from Go runtimes", async () => {
    const host = { files: { ...good, "/etc/other": "a file" } };
    expect(await says({ host, directories: ["/etc/other/cdi", "/etc/cdi"] })).toEqual([
      expect.stringMatching(/^info unknown: Cannot look for specs in \/etc\/other\/cdi: /),
      expect.stringMatching(
        /^error spec-unseen: Cannot look for specs in \/etc\/other\/cdi: .* every later spec directory/,
      ),
    ]);
    expect(await says({ host, directories: ["/etc/cdi", "/etc/other/cdi"] })).toHaveLength(1);
  });

  it("may be none at all", () => {
    const snapshot = snapshotOf([], { revision: "e.1", directories: [] });
    expect(specFiles.run(prepareSubject({ host: fakeHost().host, snapshot, names: [] }).subject)).toEqual([]);
  });
});
