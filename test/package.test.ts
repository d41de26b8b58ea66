import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));

describe("the package", () => {
  const packed: { files: { path: string }[] }[] = JSON.parse(
    execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }),
  );
  const paths = packed[0]?.files.map(({ path }) => path) ?? [];

  it("ships the command, the library with its types, the specs, the documents and the licence", () => {
    for (const path of [
      manifest.bin.cdictl,
      "dist/lib/index.js",
      "dist/lib/index.d.ts",
      "specs/schema/cdi.schema.json",
      "specs/default/device.yaml",
      "docs/library.md",
      "README.md",
      "LICENSE",
    ]) {
      expect(paths).toContain(path);
    }
  });

  it("ships nothing else", () => {
    const roots = new Set(paths.map((path) => path.split("/")[0]));
    expect([...roots].sort()).toEqual(["LICENSE", "README.md", "dist", "docs", "package.json", "specs"]);
    expect(paths.filter((path) => /\.(ts|map)$/.test(path) && !path.endsWith(".d.ts"))).toEqual([]);
  });

  it("has every file that its manifest names", () => {
    const targets = Object.values(manifest.exports).flatMap((target) =>
      typeof target === "string" ? target : Object.values(target ?? {}),
    );
    for (const target of [manifest.bin.cdictl, ...targets])
      expect([target, existsSync(String(target))]).toEqual([target, true]);
  });

  it("can be imported by its name, with the library's surface and nothing undefined", async () => {
    const library: Record<string, unknown> = await import(`${manifest.name}`);
    for (const name of [
      "resolveOnce",
      "loadSnapshot",
      "Registry",
      "applyEdits",
      "readSpec",
      "writeSpec",
      "annotationKey",
      "specFileName",
    ]) {
      expect(library).toHaveProperty(name);
    }
    expect(Object.entries(library).filter(([, value]) => value === undefined)).toEqual([]);
  });
});

describe("the built command", () => {
  function cdictl(...argv: string[]): { status: number | null; stdout: string; stderr: string } {
    const { status, stdout, stderr } = spawnSync(manifest.bin.cdictl, argv, { encoding: "utf8" });
    return { status, stdout, stderr };
  }

  it("starts by itself and tells its version", () => {
    expect(cdictl("--version")).toEqual({ status: 0, stdout: `cdictl ${manifest.version}\n`, stderr: "" });
  });

  it("exits with 1 where the answer is no and with 2 where the command line is wrong, in every bundle", () => {
    expect(cdictl("inject", "-d", "specs/default", "specs/oci/config.json", "a/b=c").status).toBe(1);
    for (const argv of [
      ["inject"],
      ["show"],
      ["list", "things"],
      ["transform"],
      ["resolve"],
      ["completion"],
      ["validate", "--diff"],
    ]) {
      expect([argv, cdictl(...argv).status]).toEqual([argv, 2]);
    }
  });

  it("survives a reader that goes away", () => {
    const { status, stderr } = spawnSync(
      "sh",
      ["-c", `${manifest.bin.cdictl} show 'example.com/*=*' -d specs/default | true`],
      { encoding: "utf8" },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});
