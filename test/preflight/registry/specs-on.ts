import { join } from "node:path";
import type { Spec } from "../../../src/cdi/spec.ts";
import type { Check } from "../../../src/preflight/check.ts";
import { prepareSubject } from "../../../src/preflight/prepare-subject.ts";
import { parseRuntimeVersion } from "../../../src/preflight/runtime-version.ts";
import { inspectDirectories } from "../../../src/registry/load-snapshot.ts";
import { type FakeHostParts, fakeHost } from "../../host/fake-host.ts";
import { said } from "../subject-on.ts";

/** A spec of `vendor.com/device` with devices of these names that say the same, as the text of a file. */
export function specText(cdiVersion: string, names: readonly string[], more: Partial<Spec> = {}): string {
  const devices = names.map((name) => ({ name, containerEdits: { env: ["A=1"] } }));
  return JSON.stringify({ cdiVersion, kind: "vendor.com/device", devices, ...more });
}

export interface SpecsCase {
  readonly host: FakeHostParts;
  /** All that resolve, unless told. */
  readonly names?: readonly string[];
  readonly runtime?: string;
  readonly directories?: readonly string[];
}

/** What a check says of the spec directories on a host, of which paths begin where its root is. */
export async function saysOfSpecs(check: Check, { host: parts, names, runtime, directories }: SpecsCase) {
  const { host, root } = fakeHost(parts);
  const inside = directories ?? ["/etc/cdi", "/var/run/cdi"];
  const snapshot = await inspectDirectories(inside.map((path) => join(root, path)));
  const asked = names ?? Array.from(snapshot.devices(), ({ name }) => name);
  const version = runtime === undefined ? undefined : parseRuntimeVersion(runtime);
  const { subject } = prepareSubject({ host, snapshot, names: asked, runtime: version });
  return said(check.run(subject)).map((line) => line.replaceAll(root, ""));
}
