import { isClassName, isVendorName, splitKind } from "../../cdi/names.ts";
import { quote } from "../../cdi/quote.ts";
import { type DeviceRequest, type RequestSources, requestedDevices } from "../../oci/requested-devices.ts";
import { type Problem, problem } from "../../problems.ts";
import type { Command, CommandContext, Result } from "../command.ts";
import { injectInto } from "../inject-into.ts";
import { documentProblem } from "../oci-input.ts";
import { UsageError } from "../parse-arguments.ts";

export const command: Command = {
  description: `Injects the CDI devices that an OCI runtime spec asks for itself: qualified names in linux.devices[].path,
whose entries are taken out; with --annotations those in cdi.k8s.io/* annotations; with --env those that
an environment variable of the container names, such as NVIDIA_VISIBLE_DEVICES=0,1. OCI is a file, a
bundle directory or - for standard input.`,
  examples: [
    "cdictl resolve --in-place /run/bundle",
    "cdictl resolve --annotations config.json",
    "cdictl resolve --env NVIDIA_VISIBLE_DEVICES=nvidia.com/gpu --diff config.json",
  ],
  run: resolve,
};

async function resolve(context: CommandContext): Promise<Result> {
  const [oci = ""] = context.positionals;
  const sources: RequestSources = {
    annotations: context.options.has("annotations"),
    env: (context.options.get("env") ?? []).map(variableOf),
  };
  return injectInto(oci, context, ({ document, path }) => {
    const requested = requestedDevices(document, sources);
    if ("code" in requested) return { problems: [documentProblem(requested, path)] };
    const { malformed } = requested;
    return malformed.length > 0 ? { problems: malformed.map(malformedProblem) } : requested;
  });
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
