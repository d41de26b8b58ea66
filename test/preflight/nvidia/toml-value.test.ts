import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tomlValue } from "../../../src/preflight/nvidia/toml-value.ts";

const toml = `
disable-require = false # a comment
#mode = "top"

[nvidia-container-runtime]
#mode = "commented"
log-level = 'info'
  mode = "auto" # not "cdi"
runtimes = ["docker-runc", "runc"]

[nvidia-container-runtime.modes.cdi]
mode = "deeper"

[ plugins.'io.containerd.grpc.v1.cri'.containerd ]
default_runtime_name = "nvidia"
[[list]]
mode = "of a list"
`;

describe("a value of TOML", () => {
  it.each([
    ["", "disable-require", "false"],
    ["nvidia-container-runtime", "mode", "auto"],
    ["nvidia-container-runtime", "log-level", "info"],
    ["nvidia-container-runtime.modes.cdi", "mode", "deeper"],
    ['plugins."io.containerd.grpc.v1.cri".containerd', "default_runtime_name", "nvidia"],
    ["", "mode", undefined],
    ["list", "mode", undefined],
    ["nvidia-container", "mode", undefined],
    ["constructor", "__proto__", undefined],
  ])("in [%s] under %s is %s", (section, key, value) => {
    expect(tomlValue(toml, section, key)).toBe(value);
  });

  it("is what was written, among other sections and keys", () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);
    const value = fc.stringMatching(/^[ -!#-~]{0,20}$/);
    fc.assert(
      fc.property(name, name, value, fc.array(fc.tuple(name, value)), (section, key, expected, others) => {
        const before = others.map(([other, text]) => `[${other}-x]\n${key} = "${text}"\n`);
        const own = others.filter(([other]) => other !== key).map(([other, text]) => `${other} = "${text}"\n`);
        const text = `${before.join("")}[${section}]\n${own.join("")}${key} = "${expected}"\n`;
        fc.pre(!others.some(([other]) => `${other}-x` === section));
        expect(tomlValue(text, section, key)).toBe(expected);
      }),
    );
  });

  it("is found or not in any text, which is read to its end once", () => {
    const part = fc.constantFrom("[", "]", "[[", "=", '"', "'", "#", "\n", "\r\n", "mode", "a", " ", "\0", "\ud800");
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(part).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, (given) => {
        const found = tomlValue(given, "a", "mode");
        expect(found === undefined || given.includes(found)).toBe(true);
      }),
    );
    expect(tomlValue(`${"[".repeat(200_000)}\n[a]\nmode = 1`, "a", "mode")).toBe("1");
    expect(tomlValue(`${"\n".repeat(200_000)}[a]\nmode = 1`, "a", "mode")).toBeUndefined();
  });
});
