import { describe, expect, it } from "vitest";
import type { Error as Problem, ResolveAnswer } from "../../../src/contract/schemas.ts";
import { onService, spec } from "../on-service.ts";

const files = {
  "a.json": spec(
    "v.com/a",
    { "0": { edits: { env: ["A=0"], mounts: [{ hostPath: "/m", containerPath: "/m/deep/er" }] } }, "1": {} },
    { containerEdits: { env: ["SPEC=a"], additionalGids: [7] } },
  ),
  "b.json": spec("v.com/b", { x: { edits: { mounts: [{ hostPath: "/n", containerPath: "/n" }] } } }),
};

describe("resolve", () => {
  it("merges in the order of the request, with the edits of each spec once and first", async () => {
    const { tell, revision } = await onService(files);
    const { status, body, headers } = await tell<ResolveAnswer>("/v1/resolve", {
      body: { devices: ["v.com/b=x", "v.com/a=1", "v.com/a=0", "v.com/a=1"] },
    });
    expect([status, headers["content-type"]]).toEqual([200, "application/json; charset=utf-8"]);
    expect(body).toEqual({
      revision: await revision(),
      devices: ["v.com/b=x", "v.com/a=1", "v.com/a=0", "v.com/a=1"],
      containerEdits: {
        env: ["SPEC=a", "D=1", "A=0", "D=1"],
        mounts: [
          { hostPath: "/n", containerPath: "/n" },
          { hostPath: "/m", containerPath: "/m/deep/er" },
        ],
        additionalGids: [7],
      },
    });
  });

  it("takes patterns", async () => {
    const { tell } = await onService(files);
    const { body } = await tell<ResolveAnswer>("/v1/resolve", { body: { devices: ["v.com/*=[0x]"] } });
    expect(body.devices).toEqual(["v.com/a=0", "v.com/b=x"]);
  });

  it("gives a reason for each device that does not resolve, and nothing for the others", async () => {
    const { tell, revision } = await onService({
      ...files,
      "c.json": spec("v.com/c", { x: {} }),
      "d.json": spec("v.com/c", { x: {} }),
      "e.json": `{"cdiVersion": "0.5.0", "kind": "v.com/e", "devices": 1}`,
    });
    const devices = [
      "v.com/a=0",
      "v.com/a=2",
      "v.com/z=0",
      "w.com/a=0",
      "v.com/c=x",
      "v.com/e=0",
      "gpu0",
      "v.com/a=9*",
      "v.com/a=2",
    ];
    const { status, body } = await tell<Problem>("/v1/resolve", { body: { devices } });
    expect([status, body.code, body.revision]).toEqual([422, "unresolvable-devices", await revision()]);
    expect(body.devices?.map(({ name, reason }) => [name, reason])).toEqual([
      ["v.com/a=2", "unknown-device"],
      ["v.com/z=0", "unknown-class"],
      ["w.com/a=0", "unknown-vendor"],
      ["v.com/c=x", "conflict"],
      ["v.com/e=0", "invalid-spec"],
      ["gpu0", "malformed-name"],
      ["v.com/a=9*", "unknown-device"],
    ]);
    expect(body.devices?.[0]?.nearest).toEqual(["v.com/a=0", "v.com/a=1"]);
    expect(body.detail).toBe(`${body.devices?.[0]?.message}, and 6 more`);
  });

  it.each([
    [{}, "devices"],
    [{ devices: [] }, "devices"],
    [{ devices: "v.com/a=0" }, "devices"],
    [{ devices: [1] }, "devices.0"],
    [{ devices: ["v.com/a=0"], strict: true }, "strict"],
    [{ devices: ["v.com/a=0"], spec: {} }, "spec"],
    [{ Devices: ["v.com/a=0"] }, "devices"],
    [[], undefined],
    ["null", undefined],
    ['{"devices":["v.com/a=0"],"devices":["v.com/a=1"]}', undefined],
    ['{"devices":["v.com/a=0"]} x', undefined],
    ["", undefined],
  ])("refuses the body %j", async (body, parameter) => {
    const { tell } = await onService(files);
    const reply = await tell<Problem>("/v1/resolve", { body });
    expect([reply.status, reply.body.code, reply.body.parameter]).toEqual([400, "malformed-request", parameter]);
  });

  it("answers the same question by the registry as it is now", async () => {
    const { tell, change, revision } = await onService(files);
    const question = { body: { devices: ["v.com/a=1"] } };
    for (const value of ["first", "second"]) {
      await change({ "a.json": spec("v.com/a", { "1": { edits: { env: [`A=${value}`] } } }) });
      for (let time = 0; time < 2; time++)
        expect((await tell<ResolveAnswer>("/v1/resolve", question)).body).toEqual({
          revision: await revision(),
          devices: ["v.com/a=1"],
          containerEdits: { env: [`A=${value}`] },
        });
    }
    await change({ "a.json": spec("v.com/a", { "2": {} }) });
    expect((await tell("/v1/resolve", question)).status).toBe(422);
  });
});
