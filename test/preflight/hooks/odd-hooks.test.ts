import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HostTree } from "../../../src/host/host-tree.ts";
import { hookArguments } from "../../../src/preflight/hooks/hook-arguments.ts";
import { hookEnvironments } from "../../../src/preflight/hooks/hook-environments.ts";
import { hookOwners } from "../../../src/preflight/hooks/hook-owners.ts";
import { hookPrivileges } from "../../../src/preflight/hooks/hook-privileges.ts";
import { hookPrograms } from "../../../src/preflight/hooks/hook-programs.ts";
import { hookTimeouts } from "../../../src/preflight/hooks/hook-timeouts.ts";
import { searchedInterpreters } from "../../../src/preflight/hooks/searched-interpreters.ts";
import { fakeHost } from "../../host/fake-host.ts";
import { said, subjectOn } from "../subject-on.ts";

const checks = [
  hookPrograms,
  searchedInterpreters,
  hookArguments,
  hookTimeouts,
  hookEnvironments,
  hookOwners,
  hookPrivileges,
];

describe("hooks that somebody wrote as they liked", () => {
  const makeHost = () => fakeHost({ files: { "/opt/hook": "#!/opt/hook\n" }, directories: ["/run/rootfs"] }).host;
  const says = (host: HostTree, hooks: unknown, mounts: unknown = []) => {
    const oci = { hooks, mounts, root: { path: "/run/rootfs" }, process: { noNewPrivileges: true } };
    const subject = subjectOn({ host, oci, path: "/run/bundle/config.json" });
    return checks.flatMap((check) => said(check.run(subject)));
  };

  it("are looked at without fail, and nothing of them gets into a line but as it can be read", () => {
    const path = fc.oneof(
      fc.string(),
      fc.constantFrom("/opt/hook", "/", "/..", "hook", "/a\nb", "/\u001b[31m", "constructor"),
    );
    const value = fc.oneof(fc.anything({ maxDepth: 2 }), path, fc.array(path));
    const hook = fc.oneof(
      value,
      fc.record({ path, args: value, env: value, timeout: value }, { requiredKeys: ["path"] }),
    );
    const stage = fc.constantFrom(
      "prestart",
      "createRuntime",
      "createContainer",
      "startContainer",
      "poststop",
      "__proto__",
    );
    const mount = fc.record({ destination: path, source: path, type: path, options: fc.constant(["bind"]) });
    const host = makeHost();
    fc.assert(
      fc.property(fc.dictionary(stage, fc.array(hook)), fc.array(mount), (hooks, mounts) => {
        for (const line of says(host, JSON.parse(JSON.stringify(hooks)), mounts))
          expect(line).not.toMatch(/[\n\u001b]/);
      }),
    );
  });

  it("are told of in time that goes with their number", () => {
    const host = makeHost();
    const many = Array.from({ length: 5000 }, (_, index) => ({ path: `/opt/${index}`, args: ["-x"], timeout: -1 }));
    expect(says(host, { createRuntime: many })).toHaveLength(15_000);
    const deep = Array.from({ length: 500 }, (_, index) => ({ path: `${"/opt/..".repeat(580)}/${index}` }));
    expect(says(host, { createRuntime: deep })).toHaveLength(500);
  });
});
