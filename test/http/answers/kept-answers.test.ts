import { describe, expect, it } from "vitest";
import { type KeptAnswer, KeptAnswers } from "../../../src/http/answers/kept-answers.ts";
import { snapshotOf } from "../../../src/registry/snapshot.ts";

const snapshot = (revision: string) => snapshotOf([], { revision, directories: [] });
const answer = (bytes: number, scope: KeptAnswer["scope"] = "read"): KeptAnswer => ({
  operation: "listDevices",
  scope,
  etag: '"e.1"',
  body: Buffer.alloc(bytes),
});

describe("KeptAnswers", () => {
  it("are given to who may have them, and would get the same", () => {
    const answers = new KeptAnswers();
    const now = snapshot("e.1");
    answers.keep(now, "/a", ["read"], answer(1));
    answers.keep(now, "/b", ["read", "edits"], answer(2, "edits"));
    expect(answers.find(now, "/a", ["read"])?.body).toHaveLength(1);
    expect(answers.find(now, "/a", ["read", "admin"])?.body).toHaveLength(1);
    expect(answers.find(now, "/a", ["read", "edits"])).toBeUndefined();
    expect(answers.find(now, "/a", ["admin"])).toBeUndefined();
    expect(answers.find(now, "/b", ["edits"])?.body).toHaveLength(2);
    expect(answers.find(now, "/b", ["read"])).toBeUndefined();
  });

  it("go with their snapshot", () => {
    const answers = new KeptAnswers();
    const [before, now] = [snapshot("e.1"), snapshot("e.2")];
    answers.keep(before, "/a", ["read"], answer(1));
    expect(answers.find(now, "/a", ["read"])).toBeUndefined();
    answers.keep(now, "/b", ["read"], answer(1));
    expect(answers.find(before, "/a", ["read"])).toBeUndefined();
  });

  it("are bounded in number and length, each and together", () => {
    const answers = new KeptAnswers();
    const now = snapshot("e.1");
    answers.keep(now, "/long", ["read"], answer(262_145));
    expect(answers.find(now, "/long", ["read"])).toBeUndefined();
    const kept = (bytes: number, count: number) => {
      const fresh = snapshot("e.2");
      for (let index = 0; index < count; index++) answers.keep(fresh, `/${index}`, ["read"], answer(bytes));
      return Array.from({ length: count }, (_, index) => answers.find(fresh, `/${index}`, ["read"])).filter(Boolean)
        .length;
    };
    expect(kept(262_144, 100)).toBe(64);
    expect(kept(1, 2000)).toBe(1024);
  });
});
