import { type Problem, problem } from "../problems.ts";
import { deviceProblem } from "../registry/device-problem.ts";
import { checks } from "./checks.ts";
import { type PreflightRequest, prepareSubject } from "./prepare-subject.ts";

export interface Preflight {
  /** The qualified names of those that were looked at. */
  readonly devices: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Whether devices will work on a host, and in a container where an OCI spec is given: what would keep them from it, and
 * what to do. Names that do not resolve are told of like everything else; the others are looked at all the same.
 */
export function preflight(request: PreflightRequest): Preflight {
  const { subject, faults, documentFaults } = prepareSubject(request);
  const { path } = request;
  const problems = [
    ...faults.map(deviceProblem),
    ...documentFaults.map(({ code, message, line, column }) =>
      problem(code, message, { line, column, ...(path !== undefined && { path }) }),
    ),
    ...checks.flatMap((check) => check.run(subject)),
  ];
  return { devices: [...new Set(subject.devices.map(({ name }) => name))], problems };
}
