import { expect, it } from "vitest";
import type { Generated } from "../../../src/generators/generator.ts";
import { nvidia } from "../../../src/generators/nvidia/nvidia.ts";
import { polish } from "../../../src/generators/polish.ts";
import { HostTree } from "../../../src/host/host-tree.ts";
import { loadedDriver } from "./fake-driver.ts";
import { gpuParts } from "./fake-gpu.ts";
import { migParts } from "./fake-mig.ts";
import { MemoryTree } from "./memory-tree.ts";
import { mountsIn, namesIn } from "./said.ts";
import { simpleFolder, simpleHost, simpleVersion } from "./simple-host.ts";

function manyGpus(count: number): MemoryTree {
  const tree = new MemoryTree().add(loadedDriver(simpleVersion));
  for (let minor = 0; minor < count; minor++) {
    const bus = (minor % 256).toString(16).padStart(2, "0");
    const address = `${(minor >> 8).toString(16).padStart(4, "0")}:${bus}:00.0`;
    tree.add(gpuParts({ address, minor, model: "NVIDIA L4" }));
  }
  return tree;
}

function generate(tree: HostTree, values: Readonly<Record<string, readonly string[]>> = {}): Generated {
  return nvidia.generate(
    { tree, devices: tree, driver: tree },
    { hooks: "auto", values: new Map(Object.entries(values)) },
  );
}

/** What one run asks of a host with so many GPUs. */
function questions(count: number): number {
  const tree = manyGpus(count);
  expect(namesIn(generate(tree))).toHaveLength(2 * count + 1);
  return tree.questions;
}

it("asks of ten times as many GPUs no more than ten times as much", () => {
  expect(questions(900)).toBeLessThan(10 * questions(90));
});

it("has 10,000 MIG devices, each under its name", () => {
  const tree = manyGpus(200);
  const instances = Object.fromEntries(Array.from({ length: 10 }, (_, gi) => [gi + 1, [0, 1, 2, 3, 4]]));
  for (let minor = 0; minor < 200; minor++) tree.add(migParts(minor, instances));
  const generated = generate(tree);
  expect(namesIn(generated)).toHaveLength(10_001);
  expect(tree.questions).toBeLessThan(10_000 * 10);
  const polished = generated.spec && polish(generated.spec);
  expect(polished?.problems).toEqual([]);
  expect(polished?.spec?.devices).toHaveLength(10_001);
  expect(polished?.spec?.devices.at(-2)?.name).toBe("199:49");
});

it("is not held up by 10,000 GPUs of which the driver says nothing of use", () => {
  const tree = manyGpus(100);
  for (let index = 0; index < 10_000; index++) {
    const address = `${(index + 16).toString(16).padStart(4, "0")}:01:00.0`;
    tree.add({ files: { [`/proc/driver/nvidia/gpus/${address}/information`]: "Model: \n" } });
  }
  const generated = generate(tree, { "no-all-device": [] });
  expect(namesIn(generated)).toHaveLength(200);
  expect(generated.problems.filter(({ code }) => code === "odd-device").length).toBeGreaterThanOrEqual(10_000);
  expect(tree.questions).toBeLessThan(10_000 * 10);
});

it("has each of many that are asked for by name", () => {
  const ids = Array.from({ length: 900 }, (_, index) => `${index}`);
  const values = { "device-id": ids, "device-name-strategy": ["index"], "no-all-device": [] };
  expect(namesIn(generate(manyGpus(900), values))).toEqual(ids);
});

it("finds the driver's libraries among 20,000 files, and lists no directory twice", () => {
  const { root, host } = simpleHost();
  const listed: string[] = [];
  class LargeTree extends HostTree {
    override list(path: string): readonly string[] | undefined {
      listed.push(path);
      const names = super.list(path);
      if (path !== simpleFolder) return names;
      const others = Array.from({ length: 20_000 }, (_, index) => `libx${index}.so.${index % 4 ? 1 : simpleVersion}`);
      return [...others, ...(names ?? [])];
    }
  }
  const driver = new LargeTree(root);
  const options = { hooks: "auto", values: new Map() } as const;
  const generated = nvidia.generate({ tree: host, devices: host, driver }, options);
  expect(listed.filter((path) => path === simpleFolder)).toHaveLength(1);
  expect(mountsIn(generated)).toContain(`${simpleFolder}/libcuda.so.${simpleVersion}`);
});
