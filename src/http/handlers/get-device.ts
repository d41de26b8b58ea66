import { qualifiedName } from "../../cdi/names.ts";
import { FaultFinder } from "../../registry/device-fault.ts";
import { ApiError } from "../answers/api-error.ts";
import { cachedAnswer } from "../answers/cached-answer.ts";
import { deviceDetail } from "../listings/device-item.ts";
import type { Answer, Call } from "../requests/call.ts";
import type { ServiceState } from "../service-state.ts";

export function getDevice(call: Call<"getDevice">, state: ServiceState): Answer | Promise<Answer> {
  const { snapshot, inventory } = state;
  const { vendor, class: className, device } = call.params;
  const name = qualifiedName(`${vendor}/${className}`, device);
  const found = snapshot.find(name);
  if (found)
    return cachedAnswer(call, state, snapshot, () =>
      deviceDetail(found, snapshot, inventory, call.scopes.includes("edits")),
    );
  const fault = new FaultFinder(snapshot).find(name);
  throw new ApiError("unknown-device", fault.message, { revision: snapshot.revision, devices: [fault] });
}
