import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { notify } from "../../../src/http/listeners/notify.ts";
import { temporaryDirectory } from "../../registry/directories.ts";

/** A program in the place of systemd-notify. */
function programOf(script: string): string {
  const program = join(temporaryDirectory(), "notify");
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  return program;
}

const env = { PATH: process.env["PATH"], NOTIFY_SOCKET: "/run/notify", LISTEN_FDS: "1" };

it.each([
  ["ready", /^READY=1 \/run\/notify none\n$/],
  ["stopping", /^STOPPING=1 \/run\/notify none\n$/],
  ["reloading", /^RELOADING=1 MONOTONIC_USEC=\d+ \/run\/notify none\n$/],
] as const)("notify tells that the service is %s", async (state, expected) => {
  const file = join(temporaryDirectory(), "told");
  const program = programOf(`echo "$@" "$NOTIFY_SOCKET" "\${LISTEN_FDS:-none}" >'${file}'`);
  expect(await notify(state, { env, program })).toBeUndefined();
  expect(readFileSync(file, "utf8")).toMatch(expected);
});

it("notify runs nothing where nobody wants to know", async () => {
  expect(await notify("ready", { env: {}, program: "/no/such/program" })).toBeUndefined();
});

it.each([
  ["is missing", () => "/no/such/program", "spawn /no/such/program ENOENT"],
  ["fails", () => programOf("exit 3"), "exits with 3"],
  ["hangs", () => programOf("exec sleep 60"), "was ended by SIGKILL"],
])("notify returns a warning where the program %s", async (_, makeProgram, end) => {
  const program = makeProgram();
  const warning = await notify("ready", { env, program, timeout: 300 });
  expect(warning).toBe(`Cannot tell the service manager ready: ${program} ${end}`);
});
