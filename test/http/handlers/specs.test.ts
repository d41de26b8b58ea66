import { arch, hostname, release } from "node:os";
import { describe, expect, it } from "vitest";
import type { Node, Error as Problem, ProblemList, SpecDetail, SpecList } from "../../../src/contract/schemas.ts";
import { onService, spec } from "../on-service.ts";
import { bearer, tokenFile } from "../tokens.ts";

const good = spec("v.com/c", { a: {}, b: {} });

describe("specs", () => {
  it("are every file that could be one, each by a digest of what it says", async () => {
    const files = { "a.json": good, "b.yaml": "kind: [", "c.yml": good, "d.json": good, "e.json": good, "e.txt": "" };
    const { tell, dir } = await onService(files);
    const { body } = await tell<SpecList>("/v1/specs");
    expect(body.items).toMatchObject([
      { path: `${dir}/a.json`, priority: 0, valid: true, kind: "v.com/c", cdiVersion: "0.7.0", devices: 2 },
      { path: `${dir}/b.yaml`, priority: 0, valid: false },
      { path: `${dir}/d.json`, valid: true },
      { path: `${dir}/e.json`, valid: true },
    ]);
    expect(new Set(body.items.map(({ digest }) => digest)).size).toBe(4);
    for (const { digest } of body.items) expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(body.items[1]).not.toHaveProperty("kind");
  });

  it("can be had whole by their digest, with what is wrong with them", async () => {
    const { tell, revision, dir } = await onService({ "a.json": good, "b.json": '{"kind": 1}' });
    const { items } = (await tell<SpecList>("/v1/specs")).body;
    const [a, b] = items;
    const whole = await tell<SpecDetail>(`/v1/specs/${a?.digest}`);
    expect(whole.body).toEqual({ ...a, revision: await revision(), spec: JSON.parse(good), problems: [] });
    const bad = await tell<SpecDetail>(`/v1/specs/${encodeURIComponent(`${b?.digest}`)}`);
    expect(bad.body).toMatchObject({ valid: false, path: `${dir}/b.json` });
    expect(bad.body.problems.map(({ code }) => code)).toContain("invalid-kind");
    expect(bad.body).not.toHaveProperty("spec");
  });

  it("have another digest once they say something else, and the old one is gone", async () => {
    const { tell, change } = await onService({ "a.json": good });
    const digest = async () => (await tell<SpecList>("/v1/specs")).body.items[0]?.digest;
    const before = await digest();
    await change({ "a.json": spec("v.com/c", { a: {} }) });
    expect(await digest()).not.toBe(before);
    expect(await tell<Problem>(`/v1/specs/${before}`)).toMatchObject({ status: 404, body: { code: "not-found" } });
    await change({ "a.json": good });
    expect(await digest()).toBe(before);
  });

  it("whole are for clients that may see edits", async () => {
    const { tell } = await onService({ "a.json": good }, { settings: { TOKEN_FILE: tokenFile() } });
    const { items } = (await tell<SpecList>("/v1/specs", { headers: bearer("reader") })).body;
    const path = `/v1/specs/${items[0]?.digest}`;
    for (let time = 0; time < 2; time++) {
      expect((await tell(path, { headers: bearer("scheduler") })).status).toBe(200);
      expect((await tell(path, { headers: bearer("reader") })).status).toBe(403);
    }
  });

  it("are named by a digest and by nothing else", async () => {
    const { tell } = await onService({ "a.json": good });
    for (const digest of ["a.json", "sha256:00", "..%2f..%2fetc%2fpasswd", `SHA256:${"0".repeat(64)}`])
      expect((await tell<Problem>(`/v1/specs/${digest}`)).body).toMatchObject({ status: 400, parameter: "digest" });
  });
});

it("problems are those of the directories, then of the files, with the devices that they rule out", async () => {
  const { tell, dir } = await onService({
    "a.json": spec("v.com/c", { x: {} }),
    "b.json": spec("v.com/c", { x: {}, y: {} }),
    "c.json": "{",
  });
  const { body } = await tell<ProblemList>("/v1/problems");
  expect(body.items).toEqual([
    expect.objectContaining({ code: "conflict", severity: "error", path: `${dir}/a.json`, devices: ["v.com/c=x"] }),
    expect.objectContaining({ code: "conflict", path: `${dir}/b.json`, devices: ["v.com/c=x"] }),
    expect.objectContaining({ code: "invalid-syntax", severity: "error", path: `${dir}/c.json`, line: 1 }),
  ]);
});

it("the node is the one that the service runs on", async () => {
  const { tell, dir, revision } = await onService({ "a.json": good, "b.json": "{" });
  const { body } = await tell<Node>("/v1/node");
  expect(body).toEqual({
    revision: await revision(),
    hostname: hostname(),
    kernel: release(),
    architecture: arch() === "x64" ? "x86_64" : expect.any(String),
    version: "0.0.0",
    directories: [{ path: dir, priority: 0, state: "present" }],
    counts: { devices: 2, specs: 2, problems: 1 },
  });
});
