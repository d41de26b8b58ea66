import { openapiText } from "../../contract/openapi-text.ts";
import type { Handlers } from "../requests/call.ts";
import { getDevice } from "./get-device.ts";
import { getNode } from "./get-node.ts";
import { getSpec } from "./get-spec.ts";
import { getTopology } from "./get-topology.ts";
import { injectDevices } from "./inject-devices.ts";
import { listDevices } from "./list-devices.ts";
import { listProblems } from "./list-problems.ts";
import { listSpecs } from "./list-specs.ts";
import { preflightDevices } from "./preflight-devices.ts";
import { resolveDevices } from "./resolve-devices.ts";
import { validateSpec } from "./validate-spec.ts";
import { watchDevices } from "./watch-devices.ts";

/** What answers each operation of the contract. */
export const handlers: Handlers = {
  listDevices,
  getDevice,
  resolveDevices,
  injectDevices,
  preflightDevices,
  validateSpec,
  listSpecs,
  getSpec,
  listProblems,
  getNode,
  getTopology,
  watchDevices,
  reload: async (_, state) => {
    const begun = performance.now();
    await state.loaded.registry.reload();
    state.metrics.loaded((performance.now() - begun) / 1000);
    return { body: JSON.stringify({ revision: state.snapshot.revision }) };
  },
  getHealth: () => ({ body: '{"status":"ok"}' }),
  getReadiness: (_, state) => ({ body: state.loaded && '{"status":"ready"}' }),
  getMetrics: async ({ scopes }, { metrics }) => ({
    body: await metrics.text(scopes.includes("admin")),
    type: metrics.contentType,
  }),
  getContract: () => ({ body: openapiText, type: "application/yaml" }),
};
