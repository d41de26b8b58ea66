import { expect, it } from "vitest";
import type { Topology } from "../../../src/contract/schemas.ts";
import { onService, spec } from "../on-service.ts";

it("topology of devices without hardware is empty", async () => {
  const { tell, revision } = await onService({ "a.json": spec("v.com/c", { d: {} }) });
  const empty = { revision: await revision(), functions: [], distances: [] };
  expect((await tell<Topology>("/v1/topology")).body).toEqual(empty);
});
