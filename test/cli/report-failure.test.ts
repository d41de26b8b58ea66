import { expect, it } from "vitest";
import { cdictl } from "./command-line.ts";

function fail(error: unknown): () => never {
  return () => {
    throw error;
  };
}

it("an unexpected exception is told in one line, with exit status 1", async () => {
  expect(await cdictl(["--version"], { stdout: fail(new Error("bug")) })).toEqual({
    status: 1,
    stdout: "",
    stderr: "cdictl: internal error: bug\n",
  });
  expect((await cdictl(["--version"], { stdout: fail("text") })).stderr).toBe("cdictl: internal error: text\n");
});

it("says where it happened with DEBUG set", async () => {
  const { stderr } = await cdictl(["--version"], { stdout: fail(new Error("bug")), env: { DEBUG: "1" } });
  expect(stderr).toMatch(/^cdictl: internal error: bug\nError: bug\n {4}at /);
});
