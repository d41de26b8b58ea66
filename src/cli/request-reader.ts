import { isClassName, isVendorName, splitKind } from "../cdi/names.ts";
import { quote } from "../cdi/quote.ts";
import { type DeviceRequest, type RequestSources, requestedDevices } from "../oci/requested-devices.ts";
import { type Problem, problem } from "../problems.ts";
import type { CommandContext } from "./command.ts";
import type { DevicesToInject } from "./inject-into.ts";
import { documentProblem, type OciInput } from "./oci-input.ts";
import { UsageError } from "./parse-arguments.ts";

/**
 * Finds the devices that a document asks for, in what the options of `resolve` name.
 * @throws UsageError where they name no variable
 */
export function requestReader({
  options,
}: CommandContext): (input: OciInput) => DevicesToInject | { readonly problems: readonly Problem[] } {
  const sources: RequestSources = {
    annotations: options.has("annotations"),
    env: (options.get("env") ?? []).map(variableOf),
  };
  return ({ document, path }) => {
    const requested = requestedDevices(document, sources);
    if ("code" in requested) return { problems: [documentProblem(requested, path)] };
    const { malformed } = requested;
    return malformed.length > 0 ? { problems: malformed.map(malformedProblem) } : requested;
  };
}

function variableOf(argument: string): { variable: string; kind: string } {
  const equals = argument.indexOf("=");
  const kind = argument.slice(equals + 1);
  const parts = splitKind(kind);
  if (equals > 0 && parts && isVendorName(parts.vendor) && isClassName(parts.class)) {
    return { variable: argument.slice(0, equals), kind };
  }
  throw new UsageError(
    `--env takes NAME=VENDOR/CLASS, as in NVIDIA_VISIBLE_DEVICES=nvidia.com/gpu, not ${JSON.stringify(argument)}`,
  );
}

function malformedProblem({ name, from }: DeviceRequest): Problem {
  const message = `Cannot resolve ${quote(name)}, which ${from} asks for: it is not a qualified device name`;
  return problem("malformed-name", message, { devices: [name] });
}
