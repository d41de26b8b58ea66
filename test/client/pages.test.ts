import { describe, expect, it } from "vitest";
import { CdiClient } from "../../src/client/cdi-client.ts";
import { refusing, standIn } from "./stand-in.ts";

/** Answers with pages `first`, `second`, … of one device; `gone` are the requests, counted from 0, that get a 410. */
async function paging(gone: readonly number[]): Promise<{ readonly client: CdiClient; readonly asked: string[] }> {
  const asked: string[] = [];
  const { address } = await standIn((request, response) => {
    const next = new URL(request.url ?? "", "http://localhost").searchParams.get("continue");
    asked.push(next ?? "");
    if (gone.includes(asked.length - 1)) return refusing(410, "revision-expired")(request, response);
    const number = Number(next ?? 0);
    const revision = `e.${asked.filter((token) => token === "").length}`;
    const page = {
      revision,
      items: [{ name: `a.b/c=${number}` }],
      ...(number < 2 ? { continue: `${number + 1}` } : {}),
    };
    response.setHeader("content-type", "application/json").end(JSON.stringify(page));
  });
  return { client: new CdiClient(address), asked };
}

async function namesOf(client: CdiClient): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of client.devices()) names.push(name);
  return names;
}

const all = ["a.b/c=0", "a.b/c=1", "a.b/c=2"];

describe("a listing", () => {
  it("is put together from its pages", async () => {
    const { client, asked } = await paging([]);
    expect(await namesOf(client)).toEqual(all);
    expect(asked).toEqual(["", "1", "2"]);
    expect(await client.allDevices()).toEqual({ revision: "e.2", items: all.map((name) => ({ name })) });
  });

  it("begins anew once where its revision is gone, and gives nothing twice", async () => {
    const { client, asked } = await paging([2]);
    expect(await namesOf(client)).toEqual(all);
    expect(asked).toEqual(["", "1", "2", "", "1", "2"]);
  });

  it("is of one revision, the later one, where that is asked for", async () => {
    const { client } = await paging([1]);
    expect(await client.allDevices()).toEqual({ revision: "e.2", items: all.map((name) => ({ name })) });
  });

  it("fails where that happens again, or at the beginning", async () => {
    const again = await paging([1, 3]);
    await expect(namesOf(again.client)).rejects.toMatchObject({ code: "revision-expired", status: 410 });
    const first = await paging([0]);
    await expect(first.client.allDevices()).rejects.toMatchObject({ status: 410 });
    expect(first.asked).toEqual([""]);
  });

  it("asks for no more pages than are taken", async () => {
    const { client, asked } = await paging([]);
    for await (const _ of client.devices()) break;
    expect(asked).toEqual([""]);
  });
});
