import { chmodSync } from "node:fs";
import { join } from "node:path";
import type { Hook } from "../../../src/cdi/spec.ts";
import type { Check } from "../../../src/preflight/check.ts";
import { type FakeHostParts, fakeHost } from "../../host/fake-host.ts";
import { said, subjectOn } from "../subject-on.ts";

export interface HookCase {
  /** Of one device. */
  readonly hook?: Partial<Hook>;
  readonly host?: FakeHostParts;
  /** Modes of what is on the host. */
  readonly modes?: Readonly<Record<string, number>>;
  readonly oci?: object | false;
  readonly runtime?: string;
}

export const program = "/opt/hook";

/** What a check says of a device with a hook, whose program is on the host, or of a container with hooks of its own. */
export function saysOfHook(check: Check, { hook, host: parts, modes = {}, oci = {}, runtime }: HookCase) {
  const { host, root } = fakeHost(parts ?? { files: { [program]: "\u007fELF\u0002\u0001" } });
  for (const [path, mode] of Object.entries({ ...(parts ? {} : { [program]: 0o755 }), ...modes })) {
    chmodSync(join(root, path), mode);
  }
  const hooks = hook && [{ hookName: "createRuntime", path: program, env: ["A=1"], ...hook }];
  const subject = subjectOn({
    host,
    devices: { x: { env: ["A=1"], ...(hooks && { hooks }) } },
    ...(oci !== false && { oci, path: "/run/bundle/config.json" }),
    ...(runtime !== undefined && { runtime }),
  });
  return said(check.run(subject));
}
