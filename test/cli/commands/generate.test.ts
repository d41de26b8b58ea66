import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPlainSpec } from "../../../src/cdi/read-spec.ts";
import { modeAliases, modes } from "../../../src/generators/nvidia/modes/modes.ts";
import { adaptersHost, onBoardHost } from "../../generators/serial/serial-hosts.ts";
import { hostCopy } from "../../host/host-copy.ts";
import { specText, temporaryDirectory, writeFiles } from "../../registry/directories.ts";
import { until } from "../../registry/until.ts";
import { cdictl, refusal } from "../command-line.ts";

const golden = readFileSync("test/generators/golden/serial-adapters.yaml", "utf8");

describe("generate", () => {
  it("prints the spec of one generator for the host under a root, whose own paths are in it", async () => {
    const root = hostCopy(adaptersHost);
    expect(await cdictl(["generate", "serial", "--root", root])).toEqual({ status: 0, stdout: golden, stderr: "" });
    const { stdout } = await cdictl(["generate", "serial", "--root", root, "--format", "json"]);
    expect(JSON.parse(stdout)).toEqual(readPlainSpec(golden));
  });

  it("prints a list for all", async () => {
    const root = hostCopy(adaptersHost);
    const { stdout } = await cdictl(["generate", "all", "--root", root, "--format", "json"]);
    expect(JSON.parse(stdout)).toEqual([readPlainSpec(golden)]);
    const yaml = await cdictl(["generate", "all", "--root", root]);
    const lines = golden.split("\n").slice(1, -1);
    expect(yaml.stdout).toBe(`---\n${lines.map((line, index) => `${index === 0 ? "- " : "  "}${line}\n`).join("")}`);
  });

  it.each([...modes.keys(), ...modeAliases.keys(), "auto"])("takes the NVIDIA mode %s", async (mode) => {
    expect((await cdictl(["generate", "nvidia", "--mode", mode, "--root", hostCopy(adaptersHost)])).status).toBe(1);
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
    const root = hostCopy(adaptersHost);
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
    const root = hostCopy(adaptersHost);
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
    const root = hostCopy({ ...adaptersHost, nodes: {} });
    const nodes = { "/dev/ttyUSB0": "c 188:0 0600", "/dev/ttyACM0": "c 166:0 0600" };
    mkdirSync(join(root, "run/driver/dev"), { recursive: true });
    const manifest = Object.entries(nodes).map(([path, node]) => `${path} ${node}\n`);
    writeFileSync(join(root, "run/driver/.device-nodes"), manifest.join(""));
    const { stdout } = await cdictl(["generate", "serial", "--root", root, "--dev-root", join(root, "run/driver")]);
    expect(stdout).toContain("- path: /dev/ttyACM0\n          hostPath: /run/driver/dev/ttyACM0\n");
  });

  it("refuses what everyone can write as a source", async () => {
    const root = hostCopy(onBoardHost);
    chmodSync(join(root, "dev"), 0o777);
    const { status, stderr } = await cdictl(["generate", "all", "--root", root]);
    expect(status).toBe(1);
    expect(stderr).toContain("cdictl: /dev: error untrusted-source: ");
  });

  it.each([
    [["--kind", "nonsense"], "--kind must be VENDOR/CLASS"],
    [["--kind", "vendor.com/a=b"], "--kind must be VENDOR/CLASS"],
    [["--mode", "bogus"], "--mode must be one of auto, gpu"],
    [["--cdi-version", "0.2.0"], "--cdi-version must be one of 0.3.0"],
    [["--root", ""], "--root needs a path"],
    [["--output", ""], "--output needs a path"],
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
    expect(stderr).toBe("cdictl: /none: error unreadable-directory: Cannot look: no such file or directory\n");
    const file = hostCopy({ files: { "/file": "" } });
    const notOne = refusal(await cdictl(["generate", "all", "--driver-root", join(file, "file")]));
    expect(notOne.stderr).toContain("unreadable-directory: Cannot look: not a directory");
  });
});

describe("generate --write", () => {
  const name = "serial.dev-port.yaml";

  function installed(parts = adaptersHost) {
    const [root, low, dir] = [hostCopy(parts), temporaryDirectory(), temporaryDirectory()];
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

describe("generate --watch", () => {
  it("waits for the root of a driver, but not for that of a machine", async () => {
    const [root, dir] = [hostCopy(adaptersHost), temporaryDirectory()];
    const controller = new AbortController();
    const watch = (at: string) =>
      cdictl(["generate", "serial", "--watch", "-d", dir, "--driver-root", join(root, "run/driver"), "--root", at], {
        stopSignal: () => controller.signal,
      });
    expect(refusal(await watch("/none")).stderr).toContain("/none: error unreadable-directory");
    const outcome = watch(root);
    await until(() => existsSync(join(dir, "serial.dev-port.yaml")));
    controller.abort();
    expect((await outcome).status).toBe(0);
  });

  it("tells of each spec that it writes and what has changed, and of each problem once", async () => {
    const [root, low, dir] = [hostCopy(onBoardHost), temporaryDirectory(), temporaryDirectory()];
    const path = join(dir, "serial.dev-port.yaml");
    const controller = new AbortController();
    let [stdout, stderr] = ["", ""];
    const outcome = cdictl(["generate", "serial", "nvidia", "--watch", "--root", root, "-d", low, "-d", dir], {
      stdout: (text) => {
        stdout += text;
      },
      stderr: (text) => {
        stderr += text;
      },
      stopSignal: () => controller.signal,
    });
    await until(() => stdout !== "" && stderr.includes("fresh"));
    writeFileSync(path, readFileSync(path, "utf8").replace("permissions: rw\n", "permissions: r\n"));
    await until(() => stdout.split("written").length === 3);
    controller.abort();
    expect((await outcome).status).toBe(0);
    const [first, ...rest] = stdout.split("\n");
    expect(first).toMatch(/: written, \d+ devices$/);
    expect(rest).toEqual([
      "  no generated spec is there",
      first,
      expect.stringMatching(/^ {2}device \S+: node \/dev\/ttyS\d+ was \{"permissions":"r"/),
      "",
    ]);
    expect(stderr.match(/device-in-use/g)).toHaveLength(1);
    expect(stderr).toContain("cdictl: keeping the specs of nvidia, serial fresh\n");
  });

  it("prints an object a line with --format json", async () => {
    const [root, dir] = [hostCopy(adaptersHost), temporaryDirectory()];
    const controller = new AbortController();
    let stdout = "";
    const outcome = cdictl(["generate", "serial", "--watch", "--format", "json", "--root", root, "-d", dir], {
      stdout: (text) => {
        stdout += text;
        controller.abort();
      },
      stopSignal: () => controller.signal,
    });
    await outcome;
    expect(JSON.parse(stdout)).toEqual({
      generator: "serial",
      path: join(dir, "serial.dev-port.json"),
      state: "written",
      devices: 6,
      changes: ["no generated spec is there"],
    });
  });
});

describe("a spec of others", () => {
  it.each([
    [0, 0, "warning shadowed-spec: Left over: "],
    [1, 1, "error conflict: No runtime has serial.dev/port=ttyUSB0: "],
  ])("in directory %d is told of by --write and --check, with status %d", async (at, status, message) => {
    const root = hostCopy(adaptersHost);
    const dirs = [temporaryDirectory(), temporaryDirectory()];
    writeFiles(dirs[at] ?? "", { "other.json": specText("serial.dev/port", ["ttyUSB0"]) });
    for (const purpose of ["--write", "--check"]) {
      const outcome = await cdictl([
        "generate",
        "serial",
        "--root",
        root,
        ...dirs.flatMap((dir) => ["-d", dir]),
        purpose,
      ]);
      expect(outcome.status).toBe(status);
      expect(outcome.stderr).toContain(`cdictl: ${join(dirs[at] ?? "", "other.json")}: ${message}`);
    }
  });
});
