import type { DeviceFault } from "../../contract/schemas.ts";
import { type ResolvedEdits, resolve } from "../../registry/resolve.ts";
import type { Snapshot } from "../../registry/snapshot.ts";
import { ApiError } from "../answers/api-error.ts";

/**
 * What names resolve to.
 * @throws ApiError with a reason for each device that does not resolve
 */
export function resolveNames(names: readonly string[], snapshot: Snapshot): ResolvedEdits {
  const resolution = resolve(names, snapshot);
  if ("resolved" in resolution) return resolution.resolved;
  throw unresolvable(resolution.faults, snapshot.revision);
}

export function unresolvable(devices: readonly DeviceFault[], revision: string): ApiError {
  const [first] = devices;
  const others = devices.length > 1 ? `, and ${devices.length - 1} more` : "";
  return new ApiError("unresolvable-devices", `${first?.message}${others}`, { revision, devices });
}
