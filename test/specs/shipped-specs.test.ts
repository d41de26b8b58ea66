import { dirname, join } from "node:path/posix";
import { describe, expect, it } from "vitest";
import { inspectSpec } from "../../src/cdi/inspect-spec.ts";
import { shippedSpecs, shippedText } from "./shipped-specs.ts";

const specs = shippedSpecs();

describe("a shipped spec", () => {
  it.each(specs)("$file has not one problem", async ({ file, text }) => {
    const { spec, problems } = await inspectSpec(text, file);
    expect(problems).toEqual([]);
    expect(spec).toBeDefined();
  });

  it.each(specs)("$file tells an editor where its schema is", ({ file, text }) => {
    const schema = /^# yaml-language-server: \$schema=(.+)$/m.exec(text)?.[1] ?? "";
    expect(join(dirname(file), schema)).toBe("schema/cdi.schema.json");
  });

  it("defines no device that another one defines", async () => {
    const names = [];
    for (const { text } of specs) {
      const { spec } = await inspectSpec(text);
      for (const device of spec?.devices ?? []) names.push(`${spec?.kind}=${device.name}`);
    }
    expect(names).toEqual([...new Set(names)]);
  });
});

describe("the default registry", () => {
  it("asks the host for nothing but what every Linux kernel has", async () => {
    const asked = new Set<string>();
    for (const { text } of specs.filter(({ file }) => file.startsWith("default/"))) {
      const { spec } = await inspectSpec(text);
      for (const edits of [spec?.containerEdits, ...(spec?.devices ?? []).map((device) => device.containerEdits)]) {
        for (const node of edits?.deviceNodes ?? []) asked.add(node.hostPath ?? node.path);
        for (const mount of edits?.mounts ?? []) asked.add(mount.hostPath);
        for (const hook of edits?.hooks ?? []) asked.add(hook.path);
      }
    }
    expect([...asked].sort()).toEqual(["/dev/full", "/dev/urandom", "/dev/zero", "/proc/version"]);
  });
});

describe("the OCI document to try it on", () => {
  it("is a Linux container's, and has none of the default registry's edits", () => {
    const text = shippedText("oci/config.json");
    expect(JSON.parse(text)).toMatchObject({ process: { args: ["sh"] }, root: { path: "rootfs" }, linux: {} });
    expect(text).not.toContain("/dev/full");
    expect(text).not.toContain("HOST_");
  });
});
