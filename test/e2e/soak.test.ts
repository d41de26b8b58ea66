import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";

it("a hundredth of the soak bench meets no error", () => {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const { status, stdout } = spawnSync(process.execPath, ["test/bench/soak.mjs", "100"], { encoding: "utf8", env });
  expect(stdout).toContain("\n0 errors in ");
  expect(status).toBe(0);
});
