import { type Problem, type ProblemCode, problem } from "../problems.ts";

/** A device that cannot be had, as the registry and the service tell of it. */
interface FaultyDevice {
  readonly name: string;
  readonly reason: ProblemCode;
  readonly message: string;
  readonly nearest: readonly string[];
}

/** A device that does not resolve, as a problem; names that may have been meant come with it. */
export function deviceProblem({ name, reason, message, nearest }: FaultyDevice): Problem {
  const hint = nearest.length === 0 ? "" : `; did you mean ${nearest.join(" or ")}?`;
  return problem(reason, message + hint, { devices: [name] });
}
