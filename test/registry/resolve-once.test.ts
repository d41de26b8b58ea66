import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printSpec } from "../../src/cdi/print-spec.ts";
import { loadSnapshot } from "../../src/registry/load-snapshot.ts";
import { type Resolution, resolve } from "../../src/registry/resolve.ts";
import { resolveOnce } from "../../src/registry/resolve-once.ts";
import { specText, temporaryDirectory, writeFiles, writeOldFiles } from "./directories.ts";

const kinds = ["v.com/gpu", "v.com/gpu2", "w.com/gpu"];
const devices = fc.uniqueArray(fc.constantFrom("0", "1", "all"), { minLength: 1 });

/** A spec's text, whole or torn, its kind spelt in ways that only a YAML reader sees through. */
const text = fc
  .record({
    kind: fc.constantFrom(...kinds),
    devices,
    spelling: fc.constantFrom<(kind: string) => string>(
      (kind) => kind,
      (kind) => `"${kind.replace("/", "\\x2f")}"`,
      (kind) => `"${kind.replace("gpu", "\\\n  gpu")}"`,
      (kind) => `!!binary ${Buffer.from(kind).toString("base64")}`,
      (kind) => `&k ${kind}`,
    ),
    encoding: fc.constantFrom<BufferEncoding>("utf8", "utf16le"),
    cut: fc.option(fc.nat(60), { freq: 6 }),
  })
  .map(({ kind, devices, spelling, encoding, cut }) => {
    const [first, ...rest] = printSpec(JSON.parse(specText("kind.com/here", devices)), "yaml").split("kind.com/here");
    const whole = `${first}${spelling(kind)}${rest.join("elsewhere")}`;
    return Buffer.from((encoding === "utf8" ? "" : "\ufeff") + (cut === null ? whole : whole.slice(0, cut)), encoding);
  });

const file = fc.tuple(fc.constantFrom("0/a.json", "0/b.yaml", "1/a.yaml", "1/c.json", "2/d.yaml"), text);
const names = fc.array(
  fc.oneof(
    fc
      .tuple(fc.constantFrom(...kinds), fc.constantFrom("0", "1", "all", "none"))
      .map(([kind, name]) => `${kind}=${name}`),
    fc.constantFrom("v.com/gpu=*", "*/*", "?.com/gpu=[01]", "v.com/g*=0", "nope", "v.com/gpu=[", "x.com/y=*"),
  ),
  { minLength: 1, maxLength: 4 },
);

/** What stands behind the colon of a type: nearly always one that is right. */
const type = fc.oneof(
  { arbitrary: fc.constant("c"), weight: 20 },
  fc.constantFrom("x", "p", "c\n        d", '"c"', "c # comment"),
);

/** A device as the NVIDIA generator prints it, or nearly so. */
const generated = fc
  .tuple(fc.constantFrom('"0"', '"1"', "all", "none", "other"), fc.nat(9), type)
  .map(
    ([name, minor, written]) =>
      `- containerEdits:\n    deviceNodes:\n    - minor: ${minor}\n      path: /dev/n${minor}\n      type: ${written}\n  name: ${name}\n`,
  );

const nameOf = (text: string): string => text.slice(text.indexOf("name: "));

const plainNames = fc.array(
  fc
    .tuple(fc.constantFrom(...kinds), fc.constantFrom("0", "1", "all", "none"))
    .map(([kind, name]) => `${kind}=${name}`),
  { minLength: 1, maxLength: 2 },
);

/** All that an answer has but the edits of devices that nobody asked for. */
function answerOf(resolution: Resolution) {
  if ("faults" in resolution) return resolution;
  const { edits, definitions } = resolution.resolved;
  return { edits, definitions: definitions.map(({ name, path, definition }) => ({ name, path, definition })) };
}

describe("resolveOnce", () => {
  it("answers as a whole load does, whatever the files are", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(file, { maxLength: 5 }), names, async (files, requested) => {
        const root = temporaryDirectory();
        writeOldFiles(root, Object.fromEntries(files));
        const dirs = ["0", "1", "2"].map((dir) => join(root, dir));
        expect(await resolveOnce(requested, dirs)).toEqual(resolve(requested, await loadSnapshot(dirs)));
      }),
      { numRuns: 300 },
    );
  });

  it("resolves alike what generators print, whose other devices it passes over", async () => {
    const printed = fc
      .tuple(fc.constantFrom(...kinds), fc.uniqueArray(generated, { minLength: 1, maxLength: 4, selector: nameOf }))
      .map(([kind, list]) => `---\ncdiVersion: 0.5.0\ndevices:\n${list.join("")}kind: ${kind}\n`);
    const files = fc.dictionary(fc.constantFrom("0/a.yaml", "0/b.yaml", "1/a.yaml"), printed);
    let resolved = 0;
    await fc.assert(
      fc.asyncProperty(files, plainNames, async (given, requested) => {
        const root = temporaryDirectory();
        writeOldFiles(root, given);
        const dirs = ["0", "1"].map((dir) => join(root, dir));
        const once = answerOf(await resolveOnce(requested, dirs));
        expect(once).toEqual(answerOf(resolve(requested, await loadSnapshot(dirs))));
        if ("edits" in once) resolved++;
      }),
      { numRuns: 200, seed: 1 },
    );
    expect(resolved).toBeGreaterThan(20);
  });

  it.each([
    ["an escape", (kind: string) => `"${kind.replace("v", "\\x76")}"`, "utf8" as const],
    ["a binary scalar", (kind: string) => `!!binary ${Buffer.from(kind).toString("base64")}`, "utf8" as const],
    ["UTF-16", (kind: string) => kind, "utf16le" as const],
  ])("sees the file that overrides another though its kind is spelt with %s", async (_, spelling, encoding) => {
    const root = temporaryDirectory();
    const edits = "containerEdits: {env: [A=1]}";
    const hidden = `\ufeffcdiVersion: 0.5.0\nkind: ${spelling("v.com/gpu")}\ndevices: [{name: "0", ${edits}}]\n`;
    writeFiles(root, { "low/a.json": specText("v.com/gpu", ["0"]), "high/b.yaml": Buffer.from(hidden, encoding) });
    const dirs = [join(root, "low"), join(root, "high")];
    expect(await resolveOnce(["v.com/gpu=0"], dirs)).toMatchObject({ resolved: { edits: { env: ["A=1"] } } });
  });

  it("finds a spec that is a link, and one that is larger than most", async () => {
    const root = temporaryDirectory();
    const many = Array.from({ length: 20_000 }, (_, index) => `d${index}`);
    writeFiles(root, {
      "elsewhere/spec": specText("v.com/gpu", ["0"]),
      "cdi/large.json": specText("v.com/large", many),
    });
    symlinkSync("../elsewhere/spec", join(root, "cdi/link.json"));
    const resolution = await resolveOnce(["v.com/gpu=0", "v.com/large=d19999"], [join(root, "cdi")]);
    expect(resolution).toMatchObject({ resolved: { devices: ["v.com/gpu=0", "v.com/large=d19999"] } });
  });

  it("is not held up by what is no file, nor by a directory that is missing or none", async () => {
    const root = temporaryDirectory();
    writeFiles(root, { "cdi/gpu.json": specText("v.com/gpu", ["0"]), file: "" });
    mkdirSync(join(root, "cdi/dir.json"));
    execFileSync("mkfifo", [join(root, "cdi/fifo.json")]);
    symlinkSync("none", join(root, "cdi/nowhere.yaml"));
    symlinkSync("/dev/zero", join(root, "cdi/device.yaml"));
    const dirs = ["none", "file", "cdi"].map((dir) => join(root, dir));
    expect(await resolveOnce(["v.com/gpu=0"], dirs)).toMatchObject({ resolved: { devices: ["v.com/gpu=0"] } });
  });
});
