import fc from "fast-check";
import { expect, it } from "vitest";
import { parseOciDocument } from "../../../src/oci/document.ts";
import type { Check } from "../../../src/preflight/check.ts";
import { executableMounts } from "../../../src/preflight/mounts/executable-mounts.ts";
import { mountDestinations } from "../../../src/preflight/mounts/mount-destinations.ts";
import { mountOptions } from "../../../src/preflight/mounts/mount-options.ts";
import { mountOrder } from "../../../src/preflight/mounts/mount-order.ts";
import { mountPlaces } from "../../../src/preflight/mounts/mount-places.ts";
import { mountPropagation } from "../../../src/preflight/mounts/mount-propagation.ts";
import { mountSources } from "../../../src/preflight/mounts/mount-sources.ts";
import { mountTypes } from "../../../src/preflight/mounts/mount-types.ts";
import { prepareSubject } from "../../../src/preflight/prepare-subject.ts";
import { parseRuntimeVersion } from "../../../src/preflight/runtime-version.ts";
import { snapshotOf } from "../../../src/registry/snapshot.ts";
import { fakeHost } from "../../host/fake-host.ts";
import { mountinfo } from "./container-of.ts";

const checks: readonly Check[] = [
  executableMounts,
  mountDestinations,
  mountOptions,
  mountOrder,
  mountPlaces,
  mountPropagation,
  mountSources,
  mountTypes,
];

const part = fc.oneof(
  fc.constantFrom("", ".", "..", "/", "a", "etc", "proc", "sys", "lib", "loop", "\0", "x".repeat(300), "é"),
  fc.string({ maxLength: 5 }),
);
const path = fc.array(part, { maxLength: 6 }).map((parts) => `/${parts.join("/")}`);
const option = fc.oneof(
  fc.constantFrom(
    "bind",
    "rbind",
    "ro",
    "rw",
    "remount",
    "rshared",
    "slave",
    "idmap=x",
    "size=1",
    "noexec",
    "constructor",
  ),
  fc.string({ maxLength: 8 }),
);
const mount = fc.record(
  {
    destination: fc.oneof(path, fc.string()),
    source: fc.oneof(path, fc.string()),
    type: fc.oneof(fc.constantFrom("bind", "tmpfs", "sysfs", "proc", "__proto__", "toString"), fc.string()),
    options: fc.array(option, { maxLength: 5 }),
  },
  { requiredKeys: ["destination"] },
);
const runtime = fc.constantFrom(undefined, "runc", "runc@1.3", "crun@1.8.1", "podman@5", "containerd@1.7");

it("no mount, however odd, keeps the checks from an answer with all it should have", () => {
  const { host } = fakeHost({
    ...mountinfo(),
    directories: ["/run/bundle/rootfs/etc", "/etc", "/a"],
    links: { "/run/bundle/rootfs/loop": "loop", "/run/bundle/rootfs/lib": "../../../../a", "/lib": "/loop" },
  });
  const snapshot = snapshotOf([], { revision: "e.1", directories: [] });
  fc.assert(
    fc.property(fc.array(mount, { maxLength: 8 }), fc.option(fc.string()), runtime, (mounts, propagation, name) => {
      const spec = { root: { path: "rootfs" }, mounts, linux: { rootfsPropagation: propagation, maskedPaths: ["/a"] } };
      const document = parseOciDocument(JSON.stringify(spec));
      if ("code" in document) throw new Error(document.message);
      const version = name === undefined ? undefined : parseRuntimeVersion(name);
      const request = { host, snapshot, names: [], runtime: version, document, path: "/run/bundle/config.json" };
      for (const found of checks.flatMap((check) => check.run(prepareSubject(request).subject))) {
        expect(found.message).toMatch(/^[A-Z]/);
        expect(found.fix).toMatch(/^[A-Z]/);
        expect(found.message).not.toMatch(/[\0-\x1f]|undefined/);
      }
    }),
    { numRuns: 500 },
  );
});
