import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { DeviceList, Error as Problem, ProblemList, SpecList } from "../../../src/contract/schemas.ts";
import { until } from "../../registry/until.ts";
import { hostWithFifos } from "../host-with-fifos.ts";
import { type OnService, onService, spec } from "../on-service.ts";

const devices = (...names: string[]): Record<string, object> => Object.fromEntries(names.map((name) => [name, {}]));

async function follow({ tell }: OnService, first: DeviceList, query: string): Promise<DeviceList[]> {
  const pages = [first];
  for (let page = first; page.continue !== undefined; ) {
    page = (await tell<DeviceList>(`/v1/devices?${query}&continue=${page.continue}`)).body;
    pages.push(page);
  }
  return pages;
}

const namesIn = (pages: readonly DeviceList[]): string[] =>
  pages.flatMap(({ items }) => items.map(({ device }) => device));

describe("pages", () => {
  it("make up the listing, each name once, whatever their length", async () => {
    const names = Array.from({ length: 25 }, (_, index) => `d${String(index).padStart(2, "0")}`);
    const service = await onService({ "a.json": spec("v.com/c", devices(...names)) });
    for (const limit of [1, 7, 25, 26]) {
      const { body } = await service.tell<DeviceList>(`/v1/devices?limit=${limit}`);
      const pages = await follow(service, body, `limit=${limit}`);
      expect(pages).toHaveLength(Math.ceil(25 / limit));
      expect(namesIn(pages)).toEqual(names);
    }
  });

  it("come from the revision of the first one, however the files change meanwhile", async () => {
    const service = await onService({ "a.json": spec("v.com/c", devices("a", "b", "c", "d", "e")) });
    const { body: first } = await service.tell<DeviceList>("/v1/devices?limit=2");
    await service.change({ "a.json": spec("v.com/c", devices("a", "aa", "c", "x")) });
    const pages = await follow(service, first, "limit=2");
    expect(namesIn(pages)).toEqual(["a", "b", "c", "d", "e"]);
    expect(new Set(pages.map(({ revision }) => revision))).toEqual(new Set([first.revision]));
    expect((await service.tell<DeviceList>("/v1/devices")).body.items.map(({ device }) => device)).toEqual([
      "a",
      "aa",
      "c",
      "x",
    ]);
  });

  it("show the health of their revision, and one tag stands for one answer", async () => {
    const { root, remove } = hostWithFifos("/dev/a", "/dev/b");
    const node = (name: string) => ({ edits: { deviceNodes: [{ path: `/dev/${name}` }] } });
    const service = await onService(
      { "a.json": spec("v.com/c", { a: node("a"), b: node("b") }) },
      { settings: { HOST_ROOT: root, HEALTH_INTERVAL: "20ms" } },
    );
    const { body: first } = await service.tell<DeviceList>("/v1/devices?limit=1");
    const url = `/v1/devices?limit=1&continue=${first.continue}`;
    const before = await service.tell<DeviceList>(url);
    remove("/dev/b");
    await until(async () => (await service.tell<DeviceList>("/v1/devices?health=unhealthy")).body.items.length === 1);
    const after = await service.tell<DeviceList>(url);
    expect(after.body).toEqual(before.body);
    expect(after.body.items[0]?.health).toEqual({ status: "healthy" });
    expect(after.headers.etag).toBe(before.headers.etag);
  });

  it("are gone with 410 once their revision is kept no longer", async () => {
    const service = await onService({ "a.json": spec("v.com/c", devices("a", "b")) });
    const { body: first } = await service.tell<DeviceList>("/v1/devices?limit=1");
    for (let change = 0; change < 65; change++) {
      await service.change({ "a.json": spec("v.com/c", { a: { edits: { env: [`A=${change}`] } }, b: {} }) });
      await service.tell("/v1/devices?limit=1");
    }
    const { status, body } = await service.tell<Problem>(`/v1/devices?limit=1&continue=${first.continue}`);
    expect([status, body.code, body.revision]).toEqual([410, "revision-expired", await service.revision()]);
  });

  it("of another run are gone", async () => {
    const files = { "a.json": spec("v.com/c", devices("a", "b")) };
    const [one, other] = [await onService(files), await onService(files)];
    const { body } = await one.tell<DeviceList>("/v1/devices?limit=1");
    expect(await other.tell(`/v1/devices?continue=${body.continue}`)).toMatchObject({
      status: 410,
      body: { code: "revision-expired" },
    });
  });

  it("belong to one listing; the number of items may change", async () => {
    const service = await onService({ "a.json": spec("v.com/c", devices("a", "b", "c")) });
    const { body } = await service.tell<DeviceList>("/v1/devices?limit=1&class=c&vendor=v.com");
    const token = `continue=${body.continue}`;
    for (const path of [
      `/v1/devices?${token}`,
      `/v1/devices?${token}&class=c`,
      `/v1/devices?${token}&class=d&vendor=v.com`,
      `/v1/specs?${token}`,
      `/v1/problems?${token}`,
      `/v1/devices?class=c&vendor=v.com&continue=${body.continue?.slice(1)}`,
    ]) {
      const reply = await service.tell<Problem>(path);
      expect([path, reply.status, reply.body.parameter]).toEqual([path, 400, "continue"]);
    }
    const rest = await service.tell<DeviceList>(`/v1/devices?vendor=v.com&limit=9&class=c&${token}`);
    expect(rest.body.items.map(({ device }) => device)).toEqual(["b", "c"]);
  });

  it("of specs and problems come from one revision as well", async () => {
    const service = await onService({ "a.json": "{", "b.json": spec("v.com/c", devices("b")), "c.json": "[" });
    const { body: specs } = await service.tell<SpecList>("/v1/specs?limit=2");
    const { body: problems } = await service.tell<ProblemList>("/v1/problems?limit=1");
    expect(problems.items.map(({ path }) => path)).toEqual([join(service.dir, "a.json")]);
    rmSync(join(service.dir, "c.json"));
    await until(async () => (await service.tell<ProblemList>("/v1/problems")).body.items.length === 1);
    const lastSpecs = await service.tell<SpecList>(`/v1/specs?continue=${specs.continue}`);
    const lastProblems = await service.tell<ProblemList>(`/v1/problems?continue=${problems.continue}`);
    const isLast = { items: [{ path: join(service.dir, "c.json") }], revision: specs.revision };
    expect(lastSpecs.body).toMatchObject(isLast);
    expect(lastProblems.body).toMatchObject(isLast);
    expect(lastSpecs.body.continue ?? lastProblems.body.continue).toBeUndefined();
  });
});

it("a directory without specs lists nothing", async () => {
  const service = await onService();
  for (const route of ["devices", "specs", "problems"])
    expect((await service.tell<DeviceList>(`/v1/${route}`)).body).toEqual({
      revision: await service.revision(),
      items: [],
    });
});
