import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { beatsPerReading, SignalWatch } from "../../src/generation/signal-watch.ts";
import type { Signal } from "../../src/generators/generator.ts";
import { fakeHost } from "../host/fake-host.ts";
import { temporaryDirectory } from "../registry/directories.ts";

const everything: readonly Signal[] = [
  { path: "/dev", on: "devices" },
  { path: "/dev/serial", on: "devices", depth: 1 },
  { path: "/etc/ld.so.cache", on: "driver" },
  { path: "/sys/class/tty" },
  { path: "/sys/module/nvidia/version" },
  { path: "/proc/driver/nvidia/capabilities", depth: 2 },
];

/** A watch over a machine that has been at rest for a while. */
function atRest(signals = everything, file?: string) {
  const { host, root } = fakeHost({
    files: {
      "/dev/null": "",
      "/dev/serial/by-id/usb-A": "",
      "/etc/ld.so.cache": "old",
      "/sys/module/nvidia/version": "570.1\n",
      "/proc/driver/nvidia/capabilities/gpu0/mig/config": "DeviceFileMinor: 1\n",
    },
    directories: ["/sys/class/tty", "/elsewhere"],
    links: { "/proc/driver/nvidia/capabilities/away": "/elsewhere" },
  });
  const watch = new SignalWatch(signals);
  const beat = (): boolean => watch.beat({ tree: host, devices: host, driver: host }, file);
  const beats = (count: number): boolean[] => Array.from({ length: count }, beat);
  beat();
  watch.settle(true, file);
  beats(beatsPerReading);
  watch.settle(true, file);
  return { root, watch, beat, beats, at: (path: string) => join(root, path) };
}

describe("a spec is made anew", () => {
  it("at the first beat, once more a reading later, and not without a reason from then on", () => {
    const { host } = fakeHost();
    const watch = new SignalWatch(everything);
    const seen = Array.from({ length: 50 }, () => {
      const isDue = watch.beat({ tree: host, devices: host, driver: host }, undefined);
      if (isDue) watch.settle(true, undefined);
      return isDue;
    });
    expect(seen.flatMap((isDue, beat) => (isDue ? [beat] : []))).toEqual([0, beatsPerReading]);
  });

  it.each<[string, (at: (path: string) => string) => void]>([
    ["a node comes", (at) => writeFileSync(at("/dev/ttyUSB0"), "")],
    ["a node goes", (at) => rmSync(at("/dev/null"))],
    ["a link for a node comes", (at) => symlinkSync("x", at("/dev/serial/by-id/usb-B"))],
    ["the libraries are others", (at) => writeFileSync(at("/etc/ld.so.cache"), "brand new")],
  ])("a beat after %s", (_, change) => {
    const { at, beat, watch } = atRest();
    change(at);
    expect([beat(), beat()]).toEqual([false, true]);
    watch.settle(true, undefined);
    expect(beat()).toBe(false);
  });

  it.each<[string, (at: (path: string) => string) => void]>([
    ["the kernel has another class entry", (at) => symlinkSync("x", at("/sys/class/tty/ttyS0"))],
    ["the driver is another", (at) => writeFileSync(at("/sys/module/nvidia/version"), "580.2\n")],
    ["the driver is gone", (at) => rmSync(at("/sys/module/nvidia/version"))],
    ["a GPU is partitioned", (at) => mkdirSync(at("/proc/driver/nvidia/capabilities/gpu0/mig/gi1"))],
    [
      "a capability has another number",
      (at) => writeFileSync(at("/proc/driver/nvidia/capabilities/gpu0/mig/config"), "DeviceFileMinor: 2\n"),
    ],
  ])("at the latest with the second reading after %s", (_, change) => {
    const signals = everything.map((signal) =>
      signal.path === "/proc/driver/nvidia/capabilities" ? { ...signal, depth: 3 } : signal,
    );
    const { at, beats } = atRest(signals);
    change(at);
    expect(beats(beatsPerReading + 1)).toContain(true);
  });

  it("not for what is behind a link below a signal", () => {
    const { at, beats } = atRest();
    mkdirSync(at("/elsewhere/more"));
    expect(beats(3 * beatsPerReading)).not.toContain(true);
  });

  it("not as long as the machine does not come to rest, but not for ever", () => {
    const { at, beat } = atRest();
    const restless = Array.from({ length: 20 }, (_, index) => {
      writeFileSync(at(`/dev/node${index}`), "");
      return beat();
    });
    expect(restless.indexOf(true)).toBe(beatsPerReading);
  });

  it("again and again where it could not be written", () => {
    const { watch, beats } = atRest();
    watch.settle(false, undefined);
    expect(beats(beatsPerReading)).toEqual([...Array(beatsPerReading - 1).fill(false), true]);
  });

  it("where somebody removed or replaced its file", () => {
    const file = join(temporaryDirectory(), "a.yaml");
    writeFileSync(file, "own");
    const { beat, beats, watch } = atRest(everything, file);
    rmSync(file);
    expect([beat(), beat()]).toEqual([false, true]);
    writeFileSync(file, "own");
    watch.settle(true, file);
    rmSync(file);
    expect(beats(4)).toContain(true);
  });

  it("ever later where others undo each time what was written, until they leave it alone", () => {
    const file = join(temporaryDirectory(), "a.yaml");
    writeFileSync(file, "own");
    const { watch, beat, beats } = atRest(everything, file);
    const wait = (): number => {
      writeFileSync(file, `another's ${Math.random()}`);
      for (let count = 0; ; count++) {
        if (!beat()) continue;
        writeFileSync(file, "own");
        watch.settle(true, file);
        return count;
      }
    };
    expect(Array.from({ length: 8 }, wait)).toEqual([1, 2, 4, 8, 16, 32, 64, 64]);
    expect(beats(150)).not.toContain(true);
    expect(wait()).toBe(1);
  });

  it("at once where the machine changes while others change the file", () => {
    const file = join(temporaryDirectory(), "a.yaml");
    writeFileSync(file, "own");
    const { watch, at, beat, beats } = atRest(everything, file);
    for (const text of ["one", "another"]) {
      writeFileSync(file, text);
      beats(5);
      watch.settle(true, file);
    }
    writeFileSync(file, "more of another's");
    expect(beat()).toBe(false);
    writeFileSync(at("/dev/ttyUSB0"), "");
    expect([beat(), beat()]).toEqual([false, true]);
  });

  it("where a directory comes below a signal that a link leads to", () => {
    const { root, watch, beat, beats } = atRest([{ path: "/dev/serial", on: "devices", depth: 1 }]);
    renameSync(join(root, "/dev"), join(root, "/nodes"));
    symlinkSync("/nodes", join(root, "/dev"));
    beats(3);
    watch.settle(true, undefined);
    beats(3 * beatsPerReading);
    watch.settle(true, undefined);
    writeFileSync(join(root, "/nodes/serial/by-id/usb-B"), "");
    expect([beat(), beat()]).toEqual([false, true]);
  });
});
