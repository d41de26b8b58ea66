import { posix } from "node:path";
import { HostTree } from "../../../src/host/host-tree.ts";
import { readNodeManifest } from "../../../src/host/node-manifest.ts";
import type { FakeHostParts } from "../../host/fake-host.ts";

/**
 * A tree of many files that are on no disk, and a count of what it was asked: each file, each link, and each name in a
 * listing.
 */
export class MemoryTree extends HostTree {
  questions = 0;
  readonly #files = new Map<string, string>();
  readonly #names = new Map<string, Set<string>>();
  readonly #links = new Map<string, string>();
  readonly #nodes = new Map<string, string>();

  constructor() {
    super("/nonexistent");
  }

  add({ files = {}, links = {}, directories = [], nodes = {} }: FakeHostParts): this {
    for (const [path, text] of Object.entries(files)) this.#files.set(path, text);
    for (const [path, target] of Object.entries(links)) this.#links.set(path, target);
    for (const [path, node] of Object.entries(nodes)) this.#nodes.set(path, node);
    for (const path of [files, links, nodes].flatMap((each) => Object.keys(each)).concat(directories)) this.#name(path);
    return this;
  }

  override readText(path: string): string | undefined {
    this.questions++;
    return this.#files.get(this.#resolved(path));
  }

  override list(path: string): readonly string[] | undefined {
    const names = this.#names.get(this.#resolved(path));
    this.questions += 1 + (names?.size ?? 0);
    return names && [...names].sort();
  }

  override realPath(path: string): string | undefined {
    this.questions++;
    const real = this.#resolved(path);
    return this.#names.has(real) || this.#files.has(real) ? real : undefined;
  }

  override deviceNode(path: string): ReturnType<HostTree["deviceNode"]> {
    this.questions++;
    const missing = { missing: "no such file or directory" };
    return readNodeManifest(`${path} ${this.#nodes.get(path) ?? ""}`).get(path) ?? missing;
  }

  #name(path: string): void {
    const folder = posix.dirname(path);
    const names = this.#names.get(folder) ?? new Set();
    names.add(posix.basename(path));
    if (this.#names.has(folder) || folder === path) return;
    this.#names.set(folder, names);
    this.#name(folder);
  }

  /** Links of sysfs to whole directories, which is all that is asked for here. */
  #resolved(path: string): string {
    for (let at = path; at !== "/"; at = posix.dirname(at)) {
      const target = this.#links.get(at);
      if (target !== undefined) return this.#resolved(target + path.slice(at.length));
    }
    return path;
  }
}
