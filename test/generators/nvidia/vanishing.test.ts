import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { inspectSpec } from "../../../src/cdi/inspect-spec.ts";
import { printSpec } from "../../../src/cdi/print-spec.ts";
import { nvidia } from "../../../src/generators/nvidia/nvidia.ts";
import { polish } from "../../../src/generators/polish.ts";
import { HostTree } from "../../../src/host/host-tree.ts";
import type { FakeHost } from "../../host/fake-host.ts";
import { simpleHost } from "./simple-host.ts";

/** A tree on which something happens at a certain question, and at no other. */
class ChangingTree extends HostTree {
  #left: number;
  readonly #happen: () => void;

  constructor(root: string, after: number, happen: () => void) {
    super(root, { lookUp: () => ({ type: "c", major: 195, minor: 0, fileMode: 0o666 }) });
    this.#left = after;
    this.#happen = happen;
  }

  get isOver(): boolean {
    return this.#left < 0;
  }

  override list(path: string): readonly string[] | undefined {
    this.#ask();
    return super.list(path);
  }

  override readText(path: string, limit?: number): string | undefined {
    this.#ask();
    return super.readText(path, limit);
  }

  override realPath(path: string): string | undefined {
    this.#ask();
    return super.realPath(path);
  }

  #ask(): void {
    if (this.#left-- === 0) this.#happen();
  }
}

it.each([
  [
    "a GPU",
    ({ root }: FakeHost) =>
      ["proc/driver/nvidia/gpus/0000:01:00.0", "sys/devices/pci0000:01"].map((path) => join(root, path)),
  ],
  ["the driver", ({ root }: FakeHost) => ["proc", "sys"].map((path) => join(root, path))],
  ["everything", ({ root }: FakeHost) => ["proc", "sys", "usr", "dev"].map((path) => join(root, path))],
])("survives that %s vanishes at any moment of the scan", async (_, gone) => {
  for (let after = 0; ; after += 17) {
    const host = simpleHost();
    const tree = new ChangingTree(host.root, after, () => {
      for (const path of gone(host)) rmSync(path, { recursive: true, force: true });
    });
    const { spec } = nvidia.generate({ tree, devices: tree, driver: tree }, { hooks: "auto", values: new Map() });
    const written = spec && polish(spec).spec;
    if (written) expect((await inspectSpec(printSpec(written, "yaml"))).problems).toEqual([]);
    if (!tree.isOver) break;
  }
});
