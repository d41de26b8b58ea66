import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { NvidiaGpus } from "../../src/host/nvidia-gpus.ts";
import { fakeHost, nvidiaInformation } from "./fake-host.ts";

const information = "/proc/driver/nvidia/gpus/0000:0f:00.0/information";

it("reads what NVIDIA's driver says", () => {
  const { host } = fakeHost({ files: { [information]: nvidiaInformation(5) } });
  const gpus = new NvidiaGpus(host);
  expect(gpus.addressOf(5)).toBe("0000:0f:00.0");
  expect(gpus.addressOf(0)).toBeUndefined();
  expect(gpus.at("0000:0f:00.0")).toEqual({
    minor: 5,
    uuid: "GPU-00000005-1111-2222-3333-444444444444",
    productName: "NVIDIA H100 80GB HBM3",
  });
});

it("leaves out what the driver does not know yet", () => {
  const files = { [information]: "Model: Unknown\nGPU UUID: GPU-????????-????\nDevice Minor: 700000\ngarbage\n:\n" };
  expect(new NvidiaGpus(fakeHost({ files }).host).at("0000:0f:00.0")).toEqual({ isUnused: true });
});

it("takes nothing from a last line that is cut, which would be the number of another GPU", () => {
  const whole = nvidiaInformation(12);
  const files = { [information]: whole.slice(0, whole.indexOf("Minor: \t 1") + 10) };
  expect(new NvidiaGpus(fakeHost({ files }).host).at("0000:0f:00.0")).not.toHaveProperty("minor");
});

it("is not held up by a line that is nearly all space", () => {
  const text = `Model: a${" ".repeat(60_000)}b\n`;
  const names = ["01", "02", "03", "04"].map((bus) => information.replace("0f", bus));
  const { host } = fakeHost({ files: Object.fromEntries(names.map((name) => [name, text])) });
  expect(new NvidiaGpus(host).all().size).toBe(4);
});

it("reads a GPU that was not in use again, but only while it is awake", () => {
  const { host, root, add } = fakeHost({ files: { [information]: nvidiaInformation(0, "GPU-????????-????") } });
  const gpus = new NvidiaGpus(host);
  expect(gpus.at("0000:0f:00.0")).not.toHaveProperty("uuid");
  writeFileSync(join(root, information), nvidiaInformation(0));
  const status = "/sys/bus/pci/devices/0000:0f:00.0/power/runtime_status";
  add({ files: { [status]: "suspended\n" } });
  expect(gpus.at("0000:0f:00.0")).not.toHaveProperty("uuid");
  add({ files: { [status]: "active\n" } });
  expect(gpus.at("0000:0f:00.0")).toHaveProperty("uuid");
});

it("reads a GPU once, and again where others have come or gone", () => {
  const { host, root, add } = fakeHost({ files: { [information]: nvidiaInformation(0) } });
  const gpus = new NvidiaGpus(host);
  expect(gpus.addressOf(0)).toBe("0000:0f:00.0");
  writeFileSync(join(root, information), nvidiaInformation(1));
  expect(gpus.addressOf(0)).toBe("0000:0f:00.0");
  add({ files: { "/proc/driver/nvidia/gpus/0000:1f:00.0/information": nvidiaInformation(0) } });
  expect([gpus.addressOf(0), gpus.addressOf(1)]).toEqual(["0000:1f:00.0", "0000:0f:00.0"]);
  rmSync(join(root, "proc"), { recursive: true });
  expect(gpus.addressOf(0)).toBeUndefined();
});

it.each([
  ["NVRM version: NVIDIA UNIX x86_64 Kernel Module  580.95.05  Tue Sep 23 10:11:16 UTC 2025", "580.95.05"],
  ["NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.133.20  Release Build  (root@x)", "570.133.20"],
  ["something else", undefined],
])("finds the version in %j", (text, version) => {
  const { host } = fakeHost({
    files: { "/proc/driver/nvidia/version": `${text}\nGCC version:  gcc version 12.2.0\n` },
  });
  expect(new NvidiaGpus(host).driverVersion()).toBe(version);
});
