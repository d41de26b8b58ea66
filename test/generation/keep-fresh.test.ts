import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { readPlainSpec } from "../../src/cdi/read-spec.ts";
import { keepFresh } from "../../src/generation/keep-fresh.ts";
import type { Renewal } from "../../src/generation/renew-spec.ts";
import { adapterHost } from "../generators/serial/serial-hosts.ts";
import { fakeHost } from "../host/fake-host.ts";
import { writeManifest } from "../host/host-copy.ts";
import { specText, temporaryDirectory, writeFiles } from "../registry/directories.ts";
import { until } from "../registry/until.ts";

const first = adapterHost({ at: "1-2" });
const second = adapterHost({ at: "1-3", ports: [["ttyUSB1", 1, 0, 0]] });
const path = (dir: string): string => join(dir, "serial.dev-port.yaml");

/** Keeps the serial ports of a host with one adapter fresh, at a pace that no test has to wait for. */
function keeping({ files = {} }: { readonly files?: Readonly<Record<string, string>> } = {}) {
  const { root, add } = fakeHost(first);
  writeManifest(root, { ...first.nodes, ...second.nodes });
  const [low, high] = [temporaryDirectory(), temporaryDirectory()];
  writeFiles(high, files);
  const renewals: Renewal[] = [];
  const controller = new AbortController();
  const request = {
    places: { root },
    options: { hooks: "auto", values: new Map() },
    specDirs: [low, high],
    format: "yaml",
  } as const;
  const { signal } = controller;
  const ended = keepFresh(["serial"], request, { signal, beat: 2, onRenewal: (renewal) => renewals.push(renewal) });
  onTestFinished(() => {
    controller.abort();
    return ended;
  });
  const ports = (): string[] => {
    const spec = existsSync(path(high)) ? readPlainSpec(readFileSync(path(high), "utf8")) : undefined;
    return (spec?.devices ?? []).map(({ name }) => name).filter((name) => name.startsWith("tty"));
  };
  const untilPorts = (...names: string[]) => until(() => ports().join() === names.join());
  return { root, add, low, high, renewals, controller, ended, untilPorts };
}

describe("a kept spec", () => {
  it("follows adapters that are plugged in and unplugged, and tells what has changed", async () => {
    const { root, add, renewals, untilPorts } = keeping();
    await untilPorts("ttyUSB0");
    add(second);
    await untilPorts("ttyUSB0", "ttyUSB1");
    await until(() => renewals.some(({ changes }) => changes.includes("device ttyUSB1 is new")));
    for (const gone of ["/sys/class/tty/ttyUSB0", "/dev/ttyUSB0"]) rmSync(join(root, gone));
    await untilPorts("ttyUSB1");
  });

  it("follows the nodes that the manifest of a copy tells of", async () => {
    const { root, high, untilPorts } = keeping();
    await untilPorts("ttyUSB0");
    expect(readFileSync(path(high), "utf8")).not.toContain("gid: 44");
    writeManifest(root, { "/dev/ttyUSB0": "c 188:0 0660 44" });
    await until(() => readFileSync(path(high), "utf8").includes("gid: 44"));
  });

  it("stays where nothing is left to write", async () => {
    const { root, high, renewals, untilPorts } = keeping();
    await untilPorts("ttyUSB0");
    rmSync(join(root, "/sys/class/tty/ttyUSB0"));
    await until(() => renewals.at(-1)?.written?.state === "left");
    expect(existsSync(path(high))).toBe(true);
  });

  it("is written again where somebody removes it", async () => {
    const { high, untilPorts } = keeping();
    await untilPorts("ttyUSB0");
    rmSync(path(high));
    await untilPorts("ttyUSB0");
  });

  it("does not replace a file of somebody else, and takes its place once that is gone", async () => {
    const foreign = specText("serial.dev/port", ["mine"]);
    const { high, renewals, untilPorts } = keeping({ files: { "serial.dev-port.yaml": foreign } });
    await until(() => renewals.length > 2);
    expect(renewals[0]).toMatchObject({ isDone: false, problems: [{ code: "not-own-file" }] });
    expect(readFileSync(path(high), "utf8")).toBe(foreign);
    rmSync(path(high));
    await untilPorts("ttyUSB0");
  });

  it("is told of together with what hides it or is hidden by it", async () => {
    const { low, add, renewals, untilPorts } = keeping();
    await untilPorts("ttyUSB0");
    writeFileSync(join(low, "old.json"), specText("serial.dev/port", ["ttyUSB1", "ttyUSB7"]));
    add(second);
    await until(() => renewals.at(-1)?.problems.at(-1)?.code === "shadowed-spec");
  });

  it("stays while the whole machine is out of sight, which is a problem, and is followed again from then on", async () => {
    const { root, high, renewals, add, untilPorts } = keeping();
    await untilPorts("ttyUSB0");
    renameSync(root, `${root}-away`);
    await until(() => renewals.at(-1)?.problems[0]?.code === "unreadable-directory");
    expect(renewals.at(-1)).toMatchObject({ isDone: false, changes: [] });
    expect(existsSync(path(high))).toBe(true);
    renameSync(`${root}-away`, root);
    add(second);
    await untilPorts("ttyUSB0", "ttyUSB1");
    expect(renewals.at(-1)?.problems).toEqual([]);
  });

  it("is kept until the signal aborts, and then the process has nothing more to do", async () => {
    const { controller, ended, renewals, untilPorts } = keeping();
    await untilPorts("ttyUSB0");
    controller.abort();
    await ended;
    expect(renewals.length).toBeGreaterThan(0);
  });
});
