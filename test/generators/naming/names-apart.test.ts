import { describe, expect, it } from "vitest";
import { besideKernelNames, type NameClaim, namesApart } from "../../../src/generators/naming/names-apart.ts";

function claim(owner: number, name: string, otherwise?: string): NameClaim<number> {
  return { owner, name, isStable: true, link: `link of ${name}`, otherwise };
}

function told(claims: readonly NameClaim<number>[]): readonly (readonly [owner: number, name: string])[] {
  return claims.map(({ owner, name }) => [owner, name] as const);
}

describe("namesApart", () => {
  it("leaves a name to the only one that claims it", () => {
    expect(namesApart([claim(1, "a", "a-1"), claim(2, "b")])).toEqual([claim(1, "a", "a-1"), claim(2, "b")]);
  });

  it("gives all that claim the same name the finer one, without the link", () => {
    expect(namesApart([claim(1, "a", "a-1"), claim(2, "a", "a-2")])).toEqual([
      { owner: 1, name: "a-1", isStable: true },
      { owner: 2, name: "a-2", isStable: true },
    ]);
  });

  it.each([
    ["have none that is finer", [claim(1, "a"), claim(2, "a")]],
    ["have the same finer one", [claim(1, "a", "b"), claim(2, "a", "b")]],
  ])("leaves out those that %s", (_, claims) => {
    expect(namesApart(claims)).toEqual([]);
  });

  it("takes no name away from the one that claims it first of all", () => {
    expect(told(namesApart([claim(1, "a", "b"), claim(2, "a", "c"), claim(3, "b")]))).toEqual([
      [3, "b"],
      [2, "c"],
    ]);
  });
});

describe("besideKernelNames", () => {
  it("gives no other name that is the kernel's", () => {
    expect(told(besideKernelNames([claim(1, "video0")], [claim(2, "video0"), claim(2, "camera")]))).toEqual([
      [1, "video0"],
      [2, "camera"],
    ]);
  });
});
