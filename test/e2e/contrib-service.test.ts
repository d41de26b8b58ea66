import { cpSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { useMachine } from "./machine.ts";
import { checkout, placeCheckout } from "./place-checkout.ts";

const machine = useMachine();

it("what docs/service.md says to run gives a service that answers", () => {
  placeCheckout(machine);
  cpSync("specs/default", machine.path("/etc/cdi"), { recursive: true });
  const [, commands = ""] = /## Running it\n\n```sh\n(.*?)```/s.exec(readFileSync("docs/service.md", "utf8")) ?? [];
  const output = machine.boot(
    [],
    `cd ${checkout}\n${commands}
    systemctl start cdi-registry.service
    cdictl list --server unix:/run/cdi-registry/cdi.sock`,
  );
  expect(output).toContain("\nexample.com/device=zero ");
});
