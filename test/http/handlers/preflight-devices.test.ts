import { describe, expect, it } from "vitest";
import type { PreflightAnswer } from "../../../src/contract/schemas.ts";
import { fakeHost } from "../../host/fake-host.ts";
import { onService, spec } from "../on-service.ts";

const files = { "a.json": spec("v.com/c", { a: { edits: { deviceNodes: [{ path: "/dev/not-there" }] } }, b: {} }) };

async function ask(body: object) {
  const { tell } = await onService(files, { settings: { HOST_ROOT: fakeHost({ directories: ["/dev"] }).root } });
  return tell<PreflightAnswer>("/v1/preflight", { body: JSON.stringify(body) });
}

describe("POST /v1/preflight", () => {
  it("tells of a node that the service's host does not have, and what to do", async () => {
    const { status, body } = await ask({ devices: ["v.com/c=a"], spec: { ociVersion: "1.2.0" } });
    expect(status).toBe(200);
    const [first] = body.problems.filter(({ severity }) => severity === "error");
    expect(first).toMatchObject({ devices: ["v.com/c=a"], message: expect.stringContaining("/dev/not-there") });
    expect(first?.fix).toMatch(/\w/);
  });

  it("has no error for a device that works, with or without an OCI spec", async () => {
    for (const more of [{}, { spec: { ociVersion: "1.2.0" } }]) {
      const { body } = await ask({ devices: ["v.com/c=b"], ...more });
      expect(body.problems.filter(({ severity }) => severity === "error")).toEqual([]);
    }
  });

  it("tells of names that do not resolve among the problems", async () => {
    const { status, body } = await ask({ devices: ["v.com/c=nope", "v.com/c=b"] });
    expect(status).toBe(200);
    expect(body.problems[0]).toMatchObject({ code: "unknown-device", devices: ["v.com/c=nope"] });
  });

  it("refuses a runtime that it does not know", async () => {
    expect((await ask({ devices: ["v.com/c=b"], runtime: "podmann@5" })).status).toBe(400);
    expect((await ask({ devices: ["v.com/c=b"], runtime: "podman@5" })).status).toBe(200);
  });

  it("tells of an OCI spec that cannot take the edits", async () => {
    const { body } = await ask({ devices: ["v.com/c=b"], spec: { process: 5 } });
    expect(body.problems[0]?.code).toBe("invalid-oci-document");
  });
});
