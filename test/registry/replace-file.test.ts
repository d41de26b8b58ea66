import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { replaceFile } from "../../src/registry/replace-file.ts";
import { childScript } from "./child-script.ts";
import { temporaryDirectory, writeFiles } from "./directories.ts";
import { asOrdinaryUser } from "./ordinary-user.ts";
import { until } from "./until.ts";

const modeOf = (path: string): number => statSync(path).mode & 0o7777;

describe("replaceFile", () => {
  it("makes a file as the umask has it, or as it is told", () => {
    const dir = temporaryDirectory();
    expect(replaceFile(join(dir, "a"), "text")).toBeUndefined();
    expect(replaceFile(join(dir, "b"), "text", { mode: 0o640 })).toBeUndefined();
    writeFileSync(join(dir, "plain"), "");
    expect(readFileSync(join(dir, "a"), "utf8")).toBe("text");
    expect(modeOf(join(dir, "a"))).toBe(modeOf(join(dir, "plain")));
    expect(modeOf(join(dir, "b"))).toBe(0o640);
  });

  it("keeps the permissions of the file it replaces, and its place behind a link", () => {
    const dir = temporaryDirectory();
    writeFiles(dir, { "real/file": "old" });
    chmodSync(join(dir, "real/file"), 0o600);
    symlinkSync("real/file", join(dir, "link"));
    expect(replaceFile(join(dir, "link"), "new")).toBeUndefined();
    expect(readFileSync(join(dir, "real/file"), "utf8")).toBe("new");
    expect(modeOf(join(dir, "real/file"))).toBe(0o600);
    expect(readlinkSync(join(dir, "link"))).toBe("real/file");
  });

  it("writes to a device instead of replacing it", () => {
    expect(replaceFile("/dev/null", "text")).toBeUndefined();
    expect(lstatSync("/dev/null").isCharacterDevice()).toBe(true);
    expect(replaceFile("/dev/full", "text")).toMatchObject({ code: "unwritable-file", path: "/dev/full" });
  });

  it("makes the file that a link leads to", () => {
    const dir = temporaryDirectory();
    mkdirSync(join(dir, "real"));
    symlinkSync("real/file", join(dir, "link"));
    expect(replaceFile(join(dir, "link"), "new")).toBeUndefined();
    expect(readFileSync(join(dir, "real/file"), "utf8")).toBe("new");
    symlinkSync("loop", join(dir, "loop"));
    expect(replaceFile(join(dir, "loop"), "new")).toMatchObject({ code: "unwritable-file" });
    expect(replaceFile(`${join(dir, "new")}/`, "new")).toMatchObject({ code: "unwritable-file" });
  });

  it("writes to descriptors of the process, so that what is behind them goes on", async () => {
    const dir = temporaryDirectory();
    writeFileSync(join(dir, "file"), "");
    const script = await childScript(`
      import { replaceFile } from "../../src/registry/replace-file.ts";
      for (const path of process.argv.slice(2)) if (replaceFile(path, path + " ")) process.exitCode = 1;
    `);
    const { status } = spawnSync("sh", [
      "-c",
      `exec "$0" "$1" /dev/stdout /dev/fd/1 /proc/self/fd/1 /proc/thread-self/fd/1 >> "$2"`,
      process.execPath,
      script,
      join(dir, "file"),
    ]);
    expect(status).toBe(0);
    expect(readFileSync(join(dir, "file"), "utf8")).toBe(
      "/dev/stdout /dev/fd/1 /proc/self/fd/1 /proc/thread-self/fd/1 ",
    );
  });

  it("waits for a descriptor of the process that is full and does not block", async () => {
    const script = await childScript(`
      import { spawn, spawnSync } from "node:child_process";
      import { replaceFile } from "../../src/registry/replace-file.ts";
      if (process.argv[2] === "write") {
        console.error(JSON.stringify(replaceFile("/dev/fd/3", "x".repeat(1_000_000)) ?? "written"));
      } else {
        // A pipe of Node's own does not block, unless it becomes one of the first three descriptors.
        const reader = spawn("sh", ["-c", "sleep 0.3; wc -c"], { stdio: ["pipe", "inherit", "inherit"] });
        const { fd } = reader.stdin["_handle"];
        spawnSync(process.execPath, [process.argv[1], "write"], { stdio: ["ignore", "inherit", "inherit", fd] });
        reader.stdin.end();
      }
    `);
    const { stdout, stderr } = spawnSync(process.execPath, [script], { encoding: "utf8" });
    expect([stdout.trim(), stderr.trim()]).toEqual(["1000000", '"written"']);
  });

  it("goes the way of the kernel where a link stands before ..", () => {
    const dir = temporaryDirectory();
    writeFiles(dir, {
      "real/sub/file": "",
      "real/a": "old",
      "real/b": "old",
      "other/a": "not this",
      "other/b": "not this",
    });
    symlinkSync("../real/sub", join(dir, "other/link"));
    symlinkSync("link/../b", join(dir, "other/to-b"));
    expect(replaceFile(`${dir}/other/link/../a`, "new")).toBeUndefined();
    expect(replaceFile(`${dir}/other/to-b`, "new")).toBeUndefined();
    const contents = ["real/a", "real/b", "other/a", "other/b"].map((path) => readFileSync(join(dir, path), "utf8"));
    expect(contents).toEqual(["new", "new", "not this", "not this"]);
  });

  it("shows a secret to nobody else while it writes", async () => {
    const dir = temporaryDirectory();
    writeFileSync(join(dir, "secret"), "", { mode: 0o600 });
    const script = await childScript(`
      import { replaceFile } from "../../src/registry/replace-file.ts";
      for (;;) replaceFile(process.argv[2] ?? "", "x".repeat(20_000_000));
    `);
    const writer = spawn(process.execPath, [script, join(dir, "secret")]);
    const modes = new Set<number>();
    for (let seen = 0; seen < 20; ) {
      const name = readdirSync(dir).find((entry) => entry.endsWith(".tmp"));
      const stats = name === undefined ? undefined : statSync(join(dir, name), { throwIfNoEntry: false });
      if (stats) modes.add(stats.mode & 0o777);
      if (stats) seen++;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    writer.kill("SIGKILL");
    await once(writer, "exit");
    expect([...modes]).toEqual([0o600]);
  });

  it("is content where the directory may be written and not read", async () => {
    await asOrdinaryUser(async () => {
      const dir = temporaryDirectory();
      mkdirSync(join(dir, "unlisted"));
      chmodSync(join(dir, "unlisted"), 0o333);
      expect(replaceFile(join(dir, "unlisted/file"), "new")).toBeUndefined();
      chmodSync(join(dir, "unlisted"), 0o755);
      expect(readFileSync(join(dir, "unlisted/file"), "utf8")).toBe("new");
    });
  });

  it("says why it cannot write, and leaves nothing behind", async () => {
    await asOrdinaryUser(async () => {
      const dir = temporaryDirectory();
      writeFiles(dir, { "locked/file": "old" });
      chmodSync(join(dir, "locked"), 0o555);
      mkdirSync(join(dir, "directory"));
      const expected = { code: "unwritable-file", message: expect.stringContaining("permission denied") };
      expect(replaceFile(join(dir, "locked/file"), "new")).toMatchObject(expected);
      expect(readFileSync(join(dir, "locked/file"), "utf8")).toBe("old");
      expect(readdirSync(join(dir, "locked"))).toEqual(["file"]);
      expect(replaceFile(join(dir, "directory"), "new")).toMatchObject({ code: "unwritable-file" });
      expect(replaceFile(join(dir, "none/file"), "new")).toMatchObject({ code: "unwritable-file" });
      chmodSync(join(dir, "locked"), 0o755);
    });
  });

  it("leaves the old file whole when the disk is full", async () => {
    const dir = temporaryDirectory();
    writeFileSync(join(dir, "file"), "old");
    const script = await childScript(`
      import { replaceFile } from "../../src/registry/replace-file.ts";
      console.log(JSON.stringify(replaceFile(process.argv[2] ?? "", "x".repeat(100_000))));
    `);
    const limited = `ulimit -f 40; exec "$0" "$@"`;
    const { stdout } = spawnSync("sh", ["-c", limited, process.execPath, script, join(dir, "file")], {
      encoding: "utf8",
    });
    expect(JSON.parse(stdout)).toMatchObject({
      code: "unwritable-file",
      message: expect.stringContaining("file too large"),
    });
    expect(readFileSync(join(dir, "file"), "utf8")).toBe("old");
    expect(readdirSync(dir)).toEqual(["file"]);
  });

  it("leaves the old file or the new one, whole, when it is killed", async () => {
    const dir = temporaryDirectory();
    const path = join(dir, "file");
    const script = await childScript(`
      import { replaceFile } from "../../src/registry/replace-file.ts";
      for (let round = 0; ; round = (round + 1) % 10) replaceFile(process.argv[2] ?? "", String(round).repeat(500_000));
    `);
    writeFileSync(path, "0".repeat(500_000));
    for (let round = 0; round < 10; round++) {
      const writer = spawn(process.execPath, [script, path]);
      const before = statSync(path).ino;
      await until(() => statSync(path).ino !== before);
      writer.kill("SIGKILL");
      await once(writer, "exit");
      const text = readFileSync(path, "utf8");
      expect(text === text.charAt(0).repeat(500_000)).toBe(true);
    }
    expect(readdirSync(dir).filter((name) => name !== "file" && !name.endsWith(".tmp"))).toEqual([]);
  });

  it("never shows a part of the new file to one who reads meanwhile", async () => {
    const dir = temporaryDirectory();
    const path = join(dir, "file");
    writeFileSync(path, "a".repeat(200_000));
    const check = `for i in $(seq 200); do wc -c < "$0"; done | sort -u`;
    const reader = spawn("sh", ["-c", check, path]);
    let sizes = "";
    reader.stdout.on("data", (data) => {
      sizes += data;
    });
    const exit = once(reader, "close");
    let isOver = false;
    void exit.then(() => {
      isOver = true;
    });
    while (!isOver) {
      replaceFile(path, "b".repeat(200_000));
      await new Promise(setImmediate);
    }
    expect(sizes.trim()).toBe("200000");
    expect(execFileSync("ls", [dir], { encoding: "utf8" })).toBe("file\n");
  });
});
