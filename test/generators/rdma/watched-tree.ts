import { HostTree } from "../../../src/host/host-tree.ts";
import { readNodeManifest } from "../../../src/host/node-manifest.ts";
import type { FakeHost } from "../../host/fake-host.ts";

/** The tree of a host that counts what is asked of it, and in which a part can vanish while it is looked at. */
export class WatchedTree extends HostTree {
  #asked = 0;
  readonly #vanishes: { readonly part: RegExp; readonly after: number } | undefined;

  constructor({ root, nodes }: FakeHost, vanishes?: { readonly part: RegExp; readonly after: number }) {
    super(root, {
      lookUp: (path) => {
        const inside = path.slice(root.length);
        const node = this.#has(inside) ? readNodeManifest(`${inside} ${nodes.get(inside)}`).get(inside) : undefined;
        return node ?? { missing: "no such file or directory" };
      },
    });
    this.#vanishes = vanishes;
  }

  get asked(): number {
    return this.#asked;
  }

  override readText(path: string, limit?: number): string | undefined {
    return this.#has(path) ? super.readText(path, limit) : undefined;
  }

  override list(path: string): readonly string[] | undefined {
    if (!this.#has(path)) return undefined;
    return super.list(path)?.filter((name) => !this.#isGone(`${path}/${name}`));
  }

  override realPath(path: string): string | undefined {
    const real = this.#has(path) ? super.realPath(path) : undefined;
    return real === undefined || this.#isGone(real) ? undefined : real;
  }

  #has(path: string): boolean {
    this.#asked++;
    return !this.#isGone(path);
  }

  #isGone(path: string): boolean {
    return this.#vanishes !== undefined && this.#asked > this.#vanishes.after && this.#vanishes.part.test(path);
  }
}
