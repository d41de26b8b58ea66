import { applyPatch, type Operation } from "rfc6902";
import { describe, expect, it } from "vitest";
import type { Error as Problem } from "../../../src/contract/schemas.ts";
import { until } from "../../registry/until.ts";
import { hostWithFifos } from "../host-with-fifos.ts";
import { type OnService, onService, spec } from "../on-service.ts";

const files = {
  "a.json": spec(
    "v.com/a",
    {
      "0": { edits: { env: ["A=0"], mounts: [{ hostPath: "/m", containerPath: "/m", options: ["ro"] }] } },
      "1": { edits: { env: ["A=1"], hooks: [{ hookName: "prestart", path: "/bin/h", args: ["h"] }] } },
    },
    { containerEdits: { env: ["SPEC=a"], additionalGids: [7] } },
  ),
};

/** Posts a body that is text and has to stay as it is; the spec in the answer is text too. */
async function injected({ tell, revision }: OnService, document: string, ...devices: string[]): Promise<string> {
  const body = `{"spec":${document},"devices":${JSON.stringify(devices)}}`;
  const { status, text } = await tell("/v1/inject", { body });
  const start = `{"revision":"${await revision()}","spec":`;
  expect([status, text.slice(0, start.length)]).toEqual([200, start]);
  return text.slice(start.length, -1);
}

describe("inject", () => {
  it("applies devices in order, one that comes twice twice, and a spec's own edits once", async () => {
    const service = await onService(files);
    const text = await injected(service, '{"process":{"env":["A=9","B=1"]}}', "v.com/a=1", "v.com/a=0", "v.com/a=1");
    expect(JSON.parse(text)).toEqual({
      process: { env: ["A=1", "B=1", "SPEC=a"], user: { additionalGids: [7] } },
      hooks: {
        prestart: [
          { path: "/bin/h", args: ["h"] },
          { path: "/bin/h", args: ["h"] },
        ],
      },
      mounts: [{ destination: "/m", source: "/m", options: ["ro"] }],
    });
  });

  it("takes patterns", async () => {
    const service = await onService(files);
    const env = JSON.parse(await injected(service, "{}", "v.com/a=[01]")).process.env;
    expect(env).toEqual(["SPEC=a", "A=1"]);
  });

  it("leaves everything else to the letter", async () => {
    const service = await onService(files);
    const untouched = [
      '"big": 18446744073709551615, "exact": 1.0, "tiny": 1E-400',
      '"__proto__": {"constructor": 1}, "10": 1, "9": 2',
      '"lone": "\\ud800", "pair": "\\ud83d\\ude00", "raw": "😀", "slash": "a\\/b", "line": "\\u2028"',
      '"deep": [[[ {"a" :  [ ] } ]]]',
    ].join(",\n\t ");
    const document = `{\r\n\t ${untouched},\r\n\t "process": {"env": [ "B=\\u0031" ]}\r\n}`;
    const text = await injected(service, document, "v.com/a=0");
    expect(text).toContain(untouched);
    expect(text).toContain('"B=\\u0031"');
    const added = text.split("\r\n").filter((line) => !document.includes(line));
    expect(added.join("")).toMatch(/"SPEC=a".*"A=0"/);
  });

  it.each([
    "{}",
    '{"process": null, "linux": {}}',
    '{"process":{"env":["A=2"],"user":{"additionalGids":[1]}},"mounts":[{"destination":"/m"},{"destination":"/z/z"}]}',
    '{\n  "hooks": {\n    "prestart": []\n  },\n  "a~b": {"c/d": 1}\n}',
  ])("gives the patch that makes the document of %s", async (document) => {
    const service = await onService(files);
    const devices = ["v.com/a=1", "v.com/a=0"];
    const { status, headers, text } = await service.tell("/v1/inject", {
      body: `{"devices":${JSON.stringify(devices)},"spec":${document}}`,
      headers: { accept: "application/json-patch+json" },
    });
    expect([status, headers["content-type"], headers["cdi-revision"]]).toEqual([
      200,
      "application/json-patch+json; charset=utf-8",
      await service.revision(),
    ]);
    const patched = JSON.parse(document);
    const patch: Operation[] = JSON.parse(text);
    expect(applyPatch(patched, patch).filter((fault) => fault !== null)).toEqual([]);
    expect(patched).toEqual(JSON.parse(await injected(service, document, ...devices)));
  });

  it("gives each client the form that it asks for, of the same question", async () => {
    const { tell } = await onService(files);
    const body = { spec: {}, devices: ["v.com/a=0"] };
    const patch = "application/json-patch+json";
    for (const [accept, type] of [
      ["application/json", "application/json"],
      [patch, patch],
      ["*/*", "application/json"],
      [`${patch};q=0.5, application/json;q=0.1`, patch],
      ["application/json", "application/json"],
    ] as const) {
      const { headers, text } = await tell("/v1/inject", { body, headers: { accept } });
      expect([accept, headers["content-type"]]).toEqual([accept, `${type}; charset=utf-8`]);
      expect(text.startsWith("[")).toBe(type === patch);
    }
    const refused = await tell("/v1/inject", { body, headers: { accept: "text/html" } });
    expect(refused).toMatchObject({ status: 406, body: { code: "not-acceptable" } });
  });

  it("answers the same body by the registry as it is now", async () => {
    const service = await onService(files);
    for (const value of ["first", "second", "third"]) {
      await service.change({ "a.json": spec("v.com/a", { "0": { edits: { env: [`A=${value}`] } } }) });
      for (let time = 0; time < 3; time++)
        expect(JSON.parse(await injected(service, "{}", "v.com/a=0"))).toEqual({ process: { env: [`A=${value}`] } });
    }
    await service.change({ "a.json": spec("v.com/a", { "1": {} }) });
    expect((await service.tell("/v1/inject", { body: '{"spec":{},"devices":["v.com/a=0"]}' })).status).toBe(422);
  });

  it("answers only for the revision that it is to be", async () => {
    const { tell, revision, change } = await onService(files);
    const ifRevision = await revision();
    const body = { spec: {}, devices: ["v.com/a=0"], ifRevision };
    expect((await tell("/v1/inject", { body })).status).toBe(200);
    await change({ "b.json": spec("v.com/b", { "0": {} }) });
    const stale = await tell<Problem>("/v1/inject", { body });
    expect([stale.status, stale.body.code, stale.body.revision]).toEqual([412, "revision-mismatch", await revision()]);
  });

  it("looks each time at the host, below its root", async () => {
    const { root, remove } = hostWithFifos("/dev/pipe");
    const node = { path: "/dev/in", hostPath: "/dev/pipe" };
    const text = spec("v.com/n", { pipe: { edits: { deviceNodes: [node] } } });
    const { tell } = await onService({ "a.json": text }, { settings: { HOST_ROOT: root } });
    const question = { body: { spec: {}, devices: ["v.com/n=pipe"] } };
    for (let time = 0; time < 2; time++)
      expect(await tell("/v1/inject", question)).toMatchObject({
        status: 200,
        body: { spec: { linux: { devices: [{ path: "/dev/in", type: "p" }] } } },
      });
    remove("/dev/pipe");
    expect(await tell("/v1/inject", question)).toMatchObject({ status: 422 });
  });

  it("refuses a node that is not there only where the reference has to look at it", async () => {
    const { root } = hostWithFifos("/dev/pipe");
    const nodes = {
      gone: { path: "/dev/gone" },
      typed: { path: "/dev/gone", type: "c" },
      given: { path: "/dev/gone", type: "c", major: 1, minor: 3 },
      fifo: { path: "/dev/gone", type: "p" },
      other: { path: "/dev/pipe", type: "b" },
      stale: { path: "/dev/pipe", type: "c", major: 1, minor: 3 },
    };
    const devices = Object.fromEntries(
      Object.entries(nodes).map(([name, node]) => [name, { edits: { deviceNodes: [node] } }]),
    );
    const { tell } = await onService({ "a.json": spec("v.com/n", devices) }, { settings: { HOST_ROOT: root } });
    const outcomes = new Map<string, unknown>();
    for (const name of Object.keys(nodes)) {
      const { status, body } = await tell<Problem>("/v1/inject", { body: { spec: {}, devices: [`v.com/n=${name}`] } });
      outcomes.set(name, status === 200 ? "done" : body.devices?.map((fault) => [fault.name, fault.reason]));
    }
    expect(Object.fromEntries(outcomes)).toEqual({
      gone: [["v.com/n=gone", "host-node-missing"]],
      typed: [["v.com/n=typed", "host-node-missing"]],
      given: "done",
      fifo: "done",
      other: [["v.com/n=other", "host-node-mismatch"]],
      stale: "done",
    });
    const both = await tell<Problem>("/v1/inject", {
      body: { spec: {}, devices: ["v.com/n=gone", "v.com/n=other", "v.com/n=given"] },
    });
    expect([both.status, both.body.code, both.body.devices?.map(({ name }) => name)]).toEqual([
      422,
      "unresolvable-devices",
      ["v.com/n=gone", "v.com/n=other"],
    ]);
  });

  it("puts a missing node of a spec on each device that brings it", async () => {
    const { tell } = await onService({
      "a.json": spec("v.com/n", { a: {}, b: {}, c: {} }, { containerEdits: { deviceNodes: [{ path: "/dev/gone" }] } }),
    });
    const { body } = await tell<Problem>("/v1/inject", { body: { spec: {}, devices: ["v.com/n=b", "v.com/n=a"] } });
    expect(body.devices?.map(({ name, reason }) => [name, reason])).toEqual([
      ["v.com/n=b", "host-node-missing"],
      ["v.com/n=a", "host-node-missing"],
    ]);
  });

  it.each([
    ['{"process": 1}', "process"],
    ['{"process": {"env": {}}}', "env"],
    ['{"mounts": [1]}', "mounts"],
    ['{"hooks": {"prestart": "x"}}', "prestart"],
  ])("cannot use the document %s", async (document, place) => {
    const { tell } = await onService(files);
    const body = `{"spec":${document},"devices":["v.com/a=0","v.com/a=1"]}`;
    const reply = await tell<Problem>("/v1/inject", { body });
    expect([reply.status, reply.body.code]).toEqual([422, "invalid-oci-document"]);
    expect(reply.body.detail).toMatch(new RegExp(`${place}|line|object|list|text`));
  });

  it.each([
    ['{"spec":[],"devices":["v.com/a=0"]}', "spec"],
    ['{"spec":null,"devices":["v.com/a=0"]}', "spec"],
    ['{"spec":"{}","devices":["v.com/a=0"]}', "spec"],
    ['{"devices":["v.com/a=0"]}', "spec"],
    ['{"spec":{},"devices":["v.com/a=0"],"path":"/etc"}', "path"],
    ['{"spec":{},"devices":["v.com/a=0"],"ifRevision":"x"}', "ifRevision"],
    ['{"spec":{},"devices":["v.com/a=0"],"__proto__":{}}', "__proto__"],
    ['{"spec":{"a":1,"a":2},"devices":["v.com/a=0"]}', undefined],
    ['{"spec":{"process":{},"Process":{}},"devices":["v.com/a=0"]}', undefined],
    ['{"spec":{"a":01},"devices":["v.com/a=0"]}', undefined],
  ])("refuses the body %s", async (body, parameter) => {
    const { tell } = await onService(files);
    const reply = await tell<Problem>("/v1/inject", { body });
    expect([reply.status, reply.body.code, reply.body.parameter]).toEqual([400, "malformed-request", parameter]);
  });

  it("is written down with who asked, for what, and what came of it", async () => {
    const { tell, logged, revision } = await onService(files);
    await tell("/v1/inject", { body: { spec: {}, devices: ["v.com/a=0"] } });
    await tell("/v1/inject", { body: { spec: {}, devices: ["v.com/a=9"] } });
    await tell("/v1/inject", { body: { spec: {}, devices: ["v.com/a=0"], ifRevision: "a.1" } });
    await tell("/v1/inject", { body: { spec: { process: 1 }, devices: ["v.com/a=0"] } });
    const audits = () => logged.map((line) => JSON.parse(line)).filter(({ audit }) => audit === "inject");
    await until(() => audits().length === 4);
    expect(audits().map(({ outcome }) => outcome)).toEqual([
      "done",
      "unresolvable-devices",
      "revision-mismatch",
      "invalid-oci-document",
    ]);
    expect(audits()[0]).toMatchObject({
      principal: "listener:unix",
      devices: ["v.com/a=0"],
      revision: await revision(),
      requestId: expect.stringMatching(/./),
    });
  });
});
