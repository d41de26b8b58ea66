import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
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
      "dist/lib/client/index.js",
      "dist/lib/client/index.d.ts",
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
    expect([...roots].sort()).toEqual(["LICENSE", "README.md", "contrib", "dist", "docs", "package.json", "specs"]);
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

  it("has a client that can be imported by itself, and needs no other package", async () => {
    const client: Record<string, unknown> = await import(`${manifest.name}/client`);
    expect(Object.keys(client).sort()).toEqual(["CdiClient", "ConnectionError", "ServiceError"]);
    const imports = readdirSync("dist/lib/client")
      .filter((name) => name.endsWith(".js"))
      .flatMap((name) => [
        ...readFileSync(`dist/lib/client/${name}`, "utf8").matchAll(/^(?:import|export) .*from "([^"]+)"/gm),
      ])
      .map(([, specifier]) => specifier);
    expect(imports.filter((specifier) => !/^(\.\/|node:)/.test(specifier ?? ""))).toEqual([]);
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
      ["watch", "now"],
    ]) {
      expect([argv, cdictl(...argv).status]).toEqual([argv, 2]);
    }
  });

  /** Runs a line of bash with `$cdictl` for the command. */
  function bash(line: string): { status: number | null; stdout: string; stderr: string } {
    const env = { ...process.env, cdictl: resolve(manifest.bin.cdictl) };
    const { status, stdout, stderr } = spawnSync("bash", ["-c", line], { encoding: "utf8", env });
    return { status, stdout, stderr };
  }

  it("ends quietly, with the status of SIGPIPE, where its reader goes away", () => {
    const dir = mkdtempSync(join(tmpdir(), "cdi-registry-"));
    try {
      const devices = Array.from({ length: 20_000 }, (_, index) => ({
        name: `d${index}`,
        containerEdits: { env: ["A=1"] },
      }));
      writeFileSync(join(dir, "many.json"), JSON.stringify({ cdiVersion: "0.5.0", kind: "example.com/many", devices }));
      const list = `$cdictl list -d ${dir} --format json`;
      expect(Number(bash(`${list} | wc -c`).stdout)).toBeGreaterThan(1_000_000);
      expect(bash(`${list} | head -c1 >/dev/null; exit \${PIPESTATUS[0]}`)).toEqual({
        status: 141,
        stdout: "",
        stderr: "",
      });
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  it.each([
    ["a full disk", ">/dev/full", "no space left on device"],
    ["a descriptor that is not for writing", "1</dev/null", "bad file descriptor"],
  ])("says that the result cannot be written: %s", (_, redirection, reason) => {
    expect(bash(`$cdictl list vendors -d specs/default ${redirection}`)).toEqual({
      status: 1,
      stdout: "",
      stderr: `cdictl: cannot write the result: ${reason}\n`,
    });
  });

  it("says what is missing, and ends, where a part of it was not installed", () => {
    const dir = mkdtempSync(join(tmpdir(), "cdi-registry-"));
    try {
      cpSync(manifest.bin.cdictl, join(dir, "cdictl.cjs"));
      const { status, stderr } = spawnSync(join(dir, "cdictl.cjs"), ["list"], { encoding: "utf8", timeout: 60_000 });
      expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining("ENOENT") });
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  it("gives its result also where nobody can read what goes to standard error", () => {
    expect(bash("$cdictl list -d /no/such/directory --format text 2>/dev/full").status).toBe(0);
    expect(bash("$cdictl list -d specs/default vendors 2>/dev/full").stdout).toBe("example.com\n");
  });
});
