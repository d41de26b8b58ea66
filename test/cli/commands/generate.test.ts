import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPlainSpec } from "../../../src/cdi/read-spec.ts";
import { adaptersHost, onBoardHost } from "../../generators/serial/serial-hosts.ts";
import { together } from "../../generators/serial/tty-parts.ts";
import { type FakeHostParts, fakeHost } from "../../host/fake-host.ts";
import { temporaryDirectory } from "../../registry/directories.ts";
import { cdictl, refusal } from "../command-line.ts";

/** The root of a copy of a host, whose device nodes are in its manifest. */
function copyOf(parts: FakeHostParts): string {
  const nodes = Object.entries(parts.nodes ?? {}).map(([path, node]) => `${path} ${node}\n`);
  return fakeHost(together(parts, { files: { "/.device-nodes": nodes.join("") } })).root;
}

const golden = readFileSync("test/generators/golden/serial-adapters.yaml", "utf8");

describe("generate", () => {
  it("prints the spec of one generator for the host under a root, whose own paths are in it", async () => {
    const root = copyOf(adaptersHost);
    expect(await cdictl(["generate", "serial", "--root", root])).toEqual({ status: 0, stdout: golden, stderr: "" });
    const { stdout } = await cdictl(["generate", "serial", "--root", root, "--format", "json"]);
    expect(JSON.parse(stdout)).toEqual(readPlainSpec(golden));
  });

  it("prints a list for all", async () => {
    const root = copyOf(adaptersHost);
    const { stdout } = await cdictl(["generate", "all", "--root", root, "--format", "json"]);
    expect(JSON.parse(stdout)).toEqual([readPlainSpec(golden)]);
    const yaml = await cdictl(["generate", "all", "--root", root]);
    const lines = golden.split("\n").slice(1, -1);
    expect(yaml.stdout).toBe(`---\n${lines.map((line, index) => `${index === 0 ? "- " : "  "}${line}\n`).join("")}`);
  });

  it("says why a generator does not apply, which is no failure under all", async () => {
    const root = temporaryDirectory();
    const stderr = "cdictl: info does-not-apply: serial: there is no /sys/class/tty\n";
    expect(refusal(await cdictl(["generate", "serial", "--root", root])).stderr).toBe(stderr);
    const all = await cdictl(["generate", "all", "--root", root]);
    expect(all).toMatchObject({ status: 0, stdout: "[]\n" });
    expect(all.stderr).toContain(stderr);
    expect((await cdictl(["generate", "all", "--root", root, "--format", "json"])).stdout).toBe("[]\n");
  });

  it("writes a file with --output, in the format that its name says", async () => {
    const root = copyOf(adaptersHost);
    const dir = temporaryDirectory();
    const generate = (...more: string[]) => cdictl(["generate", "serial", "--root", root, ...more]);
    expect(await generate("--output", join(dir, "a.yaml"))).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(readFileSync(join(dir, "a.yaml"), "utf8")).toBe(golden);
    await generate("--output", join(dir, "a.json"));
    expect(JSON.parse(readFileSync(join(dir, "a.json"), "utf8"))).toEqual(readPlainSpec(golden));
    const empty = temporaryDirectory();
    refusal(await cdictl(["generate", "serial", "--root", empty, "--output", join(dir, "none.yaml")]));
    expect(existsSync(join(dir, "none.yaml"))).toBe(false);
  });

  it("gives the spec the kind that is asked for, and keeps to a cdiVersion", async () => {
    const root = copyOf(adaptersHost);
    const argv = ["generate", "serial", "--root", root, "--kind", "vendor.com/tty", "--cdi-version", "0.5.0"];
    const { status, stdout, stderr } = await cdictl([...argv, "--format", "json"]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ cdiVersion: "0.5.0", kind: "vendor.com/tty" });
    expect(stdout).not.toMatch(/annotations|gid/i);
    expect(JSON.parse(stderr)).toMatchObject([
      { code: "left-out", message: expect.stringContaining("additional groups") },
      { code: "left-out", message: expect.stringContaining("annotations") },
    ]);
  });

  it("finds nodes under --dev-root, and names them by where they are on the host", async () => {
    const root = copyOf({ ...adaptersHost, nodes: {} });
    const nodes = { "/dev/ttyUSB0": "c 188:0 0600", "/dev/ttyACM0": "c 166:0 0600" };
    mkdirSync(join(root, "run/driver/dev"), { recursive: true });
    const manifest = Object.entries(nodes).map(([path, node]) => `${path} ${node}\n`);
    writeFileSync(join(root, "run/driver/.device-nodes"), manifest.join(""));
    const { stdout } = await cdictl(["generate", "serial", "--root", root, "--dev-root", join(root, "run/driver")]);
    expect(stdout).toContain("- path: /dev/ttyACM0\n          hostPath: /run/driver/dev/ttyACM0\n");
  });

  it("refuses what everyone can write as a source", async () => {
    const root = copyOf(onBoardHost);
    chmodSync(join(root, "dev"), 0o777);
    const { status, stderr } = await cdictl(["generate", "all", "--root", root]);
    expect(status).toBe(1);
    expect(stderr).toContain("cdictl: /dev: error untrusted-source: ");
  });

  it.each([
    [["--kind", "nonsense"], "--kind must be VENDOR/CLASS"],
    [["--kind", "vendor.com/a=b"], "--kind must be VENDOR/CLASS"],
    [["--cdi-version", "0.2.0"], "--cdi-version must be one of 0.3.0"],
    [["--write", "--check"], "--write and --check exclude each other"],
    [["--write", "--format", "json", "--cdi-version", "0.5.0"], "--write cannot mark JSON"],
  ])("refuses %j as a command line", async (more, message) => {
    const outcome = await cdictl(["generate", "serial", ...more]);
    expect(outcome).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining(message) });
  });

  it("refuses --kind for several, names that are none, and roots that are none", async () => {
    expect((await cdictl(["generate", "all", "--kind", "a.b/c"])).status).toBe(2);
    expect((await cdictl(["generate", "nothing"])).status).toBe(2);
    expect((await cdictl(["generate"])).status).toBe(2);
    const { stderr } = refusal(await cdictl(["generate", "serial", "--root", "/none"]));
    expect(stderr).toBe("cdictl: /none: error unreadable-directory: Cannot look: no such directory\n");
  });
});

describe("generate --write", () => {
  const name = "serial.dev-port.yaml";

  function installed(parts = adaptersHost) {
    const [root, low, dir] = [copyOf(parts), temporaryDirectory(), temporaryDirectory()];
    const generate = (...more: string[]) =>
      cdictl(["generate", "serial", "--root", root, "-d", low, "-d", dir, ...more]);
    return { root, low, dir, path: join(dir, name), generate };
  }

  it("writes into the last spec directory, and nothing where nothing has changed", async () => {
    const { low, dir, path, generate } = installed();
    expect((await generate("--write")).stdout).toBe(`${path}: written, 6 devices\n`);
    expect(readFileSync(path, "utf8")).toBe(golden);
    expect(readdirSync(low)).toEqual([]);
    expect((await generate("--write")).stdout).toBe(`${path}: unchanged, 6 devices\n`);
    expect((await cdictl(["validate", "--strict", dir])).status).toBe(0);
  });

  it("replaces its own file only, and with one of the other format too", async () => {
    const { dir, path, generate } = installed();
    await generate("--write", "--cdi-version", "0.5.0");
    expect(readFileSync(path, "utf8")).toMatch(/^# Generated by cdictl generate serial\n---\n/);
    expect((await generate("--write")).stdout).toContain("written");
    const json = await generate("--write", "--format", "json");
    expect(JSON.parse(json.stdout)).toEqual([
      { generator: "serial", path: join(dir, "serial.dev-port.json"), state: "written", devices: 6 },
    ]);
    expect(readdirSync(dir)).toEqual(["serial.dev-port.json"]);
  });

  it.each(["serial.dev-port.yaml", "serial.dev-port.json"])("refuses to replace %s of others", async (other) => {
    const { dir, generate } = installed();
    writeFileSync(join(dir, other), "cdiVersion: 0.3.0\n");
    const { stderr } = refusal(await generate("--write"));
    expect(stderr).toContain(`${join(dir, other)}: error not-own-file: `);
    expect(readFileSync(join(dir, other), "utf8")).toBe("cdiVersion: 0.3.0\n");
    expect(readdirSync(dir)).toEqual([other]);
  });

  it("leaves its file where nothing is found any longer", async () => {
    const { low, dir, path, generate } = installed();
    await generate("--write");
    const empty = ["generate", "all", "--root", low, "-d", dir];
    expect((await cdictl([...empty, "--write"])).stdout).toBe(`${path}: left as it is, 6 devices\n`);
    expect(readFileSync(path, "utf8")).toBe(golden);
    expect(await cdictl([...empty, "--check"])).toMatchObject({
      status: 1,
      stdout: `${path}: stale\n  the host has no such device any longer\n`,
    });
  });

  it("--check says whether the file is fresh, and exactly what has changed", async () => {
    const { root, path, generate } = installed();
    expect(await generate("--check")).toMatchObject({
      status: 1,
      stdout: `${path}: stale\n  no generated spec is there\n`,
    });
    await generate("--write");
    expect(await generate("--check")).toEqual({ status: 0, stdout: `${path}: fresh\n`, stderr: "" });
    const manifest = join(root, ".device-nodes");
    writeFileSync(manifest, readFileSync(manifest, "utf8").replace("188:0 0660 20", "188:0 0660 18"));
    const { status, stdout } = await generate("--check", "--format", "json");
    expect(status).toBe(1);
    expect(JSON.parse(stdout)[0].changes).toContain(
      'device ttyUSB0: node /dev/ttyUSB0 was {"permissions":"rw","gid":20}, is {"permissions":"rw","gid":18}',
    );
  });

  it("--check takes a file that is no spec any longer for stale", async () => {
    const { path, generate } = installed();
    await generate("--write", "--cdi-version", "0.5.0");
    writeFileSync(path, "# Generated by cdictl generate serial\nkind: [\n");
    expect((await generate("--check")).stdout).toBe(`${path}: stale\n  the file is no spec any longer\n`);
  });

  it("--diff shows what writing would change", async () => {
    const { path, generate } = installed();
    const fresh = await generate("--diff");
    expect(fresh.stdout).toMatch(`--- ${path}\n+++ ${path}\n@@ -0,0 +1,`);
    await generate("--write");
    expect(await generate("--diff")).toEqual({ status: 0, stdout: "", stderr: "" });
    writeFileSync(path, golden.replace("permissions: rw\n", "permissions: r\n"));
    const { stdout } = await generate("--diff");
    expect(stdout.match(/^[-+] .*$/gm)).toEqual(["-          permissions: r", "+          permissions: rw"]);
  });
});
