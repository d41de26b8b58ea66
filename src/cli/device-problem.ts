import { type Problem, problem } from "../problems.ts";
import type { DeviceFault } from "../registry/device-fault.ts";

/** A device that does not resolve, as a problem; names that may have been meant come with it. */
export function deviceProblem({ name, reason, message, nearest }: DeviceFault): Problem {
  const hint = nearest.length === 0 ? "" : `; did you mean ${nearest.join(" or ")}?`;
  return problem(reason, message + hint, { devices: [name] });
}
