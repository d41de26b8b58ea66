import { describe, expect, it } from "vitest";
import type { Error as Problem, ValidateAnswer } from "../../../src/contract/schemas.ts";
import { onService } from "../on-service.ts";

const valid = { cdiVersion: "0.3.0", kind: "v.com/c", devices: [{ name: "d", containerEdits: { env: ["A=1"] } }] };

function withNode(node: string): string {
  const edits = `{"deviceNodes":[{"path":"/dev/x",${node}}]}`;
  return `{"spec":{"cdiVersion":"0.5.0","kind":"v.com/c","devices":[{"name":"d","containerEdits":${edits}}]}}`;
}

describe("validate", () => {
  it("finds a good spec valid, as a value or as text", async () => {
    const { tell } = await onService();
    for (const body of [{ spec: valid }, { text: JSON.stringify(valid) }, { text: yaml }])
      expect((await tell<ValidateAnswer>("/v1/validate", { body })).body).toEqual({ valid: true, problems: [] });
  });

  it("says what is wrong in a text, and where", async () => {
    const { tell } = await onService();
    const { status, body } = await tell<ValidateAnswer>("/v1/validate", { body: { text: `${yaml}colour: red\n` } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ valid: false, problems: [{ code: "unknown-field", severity: "error", line: 7 }] });
    expect(body.problems[0]).not.toHaveProperty("path");
  });

  it("tells what is doubtful of a spec that is valid", async () => {
    const { tell } = await onService();
    const { body } = await tell<ValidateAnswer>("/v1/validate", { body: { spec: { ...valid, cdiVersion: "0.8.0" } } });
    expect(body).toMatchObject({ valid: true, problems: [{ code: "version-higher-than-needed" }] });
  });

  it.each([
    ['"major":9007199254740991', true],
    ['"major":18446744073709551615', false],
    ['"major":1e400', false],
    ['"major":1.5', false],
    ['"fileMode":4294967295', true],
    ['"fileMode":4294967296', false],
  ])("judges the number in %s as it is: %s", async (node, expected) => {
    const { tell } = await onService();
    const { body } = await tell<ValidateAnswer>("/v1/validate", { body: withNode(node) });
    expect([body.valid, body.problems.filter(({ severity }) => severity === "error").length > 0]).toEqual([
      expected,
      !expected,
    ]);
  });

  it("does not judge how a value is spelt", async () => {
    const { tell } = await onService();
    const body = JSON.stringify({ spec: { ...valid, kind: "v.com/C", annotations: { 'a\\"1': "-1 \\ 2" } } })
      .replace("v.com/C", "v.com\\/\\u0063")
      .replace("0.3.0", "0.6.0");
    expect((await tell<ValidateAnswer>("/v1/validate", { body })).body).toMatchObject({ valid: true });
  });

  it.each([{}, { spec: valid, text: yamlText() }, { text: 1 }, { spec: "x" }, { specs: {} }])(
    "refuses the body %j",
    async (body) => {
      const { tell } = await onService();
      const reply = await tell<Problem>("/v1/validate", { body });
      expect([reply.status, reply.body.code]).toEqual([400, "malformed-request"]);
    },
  );

  it("answers for anything that is text", async () => {
    const { tell } = await onService();
    for (const text of ["", " ", "{", "[", "a: b: c", "- 1", "\u0000", "&a [*a]", "--- \n---\n"]) {
      const { status, body } = await tell<ValidateAnswer>("/v1/validate", { body: { text } });
      expect([text, status, body.valid]).toEqual([text, 200, false]);
    }
  });
});

const yaml = yamlText();

function yamlText(): string {
  return `cdiVersion: "0.3.0"
kind: v.com/c
devices:
  - name: d
    containerEdits:
      env: [A=1]
`;
}
