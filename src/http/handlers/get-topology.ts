import { topologyOf } from "../../inventory/topology.ts";
import type { DefinedDevice } from "../../registry/defined-device.ts";
import { Turns } from "../../registry/turns.ts";
import { ApiError } from "../answers/api-error.ts";
import { cachedAnswer } from "../answers/cached-answer.ts";
import { DeviceFilter } from "../listings/device-filter.ts";
import type { Answer, Call } from "../requests/call.ts";
import type { ServiceState } from "../service-state.ts";

export function getTopology(call: Call<"getTopology">, state: ServiceState): Answer | Promise<Answer> {
  const { snapshot } = state;
  const view = state.inventory.asOfNow();
  const filter = new DeviceFilter(call.query, view);
  const { revision } = snapshot;
  return cachedAnswer(call, state, snapshot, async () => {
    const devices: DefinedDevice[] = [];
    const turns = new Turns();
    for (const device of snapshot.devices(filter.prefix)) {
      if (!device.name.startsWith(filter.prefix)) break;
      if (turns.isOver) await turns.next();
      if (filter.matches(device) && view.stateOf(device).hardware) devices.push(device);
    }
    const topology = topologyOf(devices, view);
    if ("functions" in topology) return { revision, ...topology };
    throw new ApiError(
      "topology-too-large",
      `There are ${topology.tooManyFunctions} PCI functions behind these devices; narrow them down`,
      { revision },
    );
  });
}
