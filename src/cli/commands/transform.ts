import { printSpec } from "../../cdi/print-spec.ts";
import { readSpec } from "../../cdi/read-spec.ts";
import { transformRoot } from "../../cdi/transform-root.ts";
import type { Command, CommandContext, Result } from "../command.ts";
import { deliver } from "../deliver.ts";
import { UsageError } from "../parse-arguments.ts";
import { readSpecInput } from "../spec-input.ts";

export const command: Command = {
  description: `Rewrites the root of the paths in a spec and prints the spec: host paths of device nodes, mounts and
hooks, or with --relative-to container the paths inside. FILE is a spec; standard input without it or
for -. Output is YAML, or JSON with --format json.`,
  examples: [
    "cdictl transform root --from /host --to / nvidia.yaml",
    "cdictl transform root --from / --to /driver < nvidia.yaml > /var/run/cdi/nvidia.yaml",
  ],
  run: transform,
};

async function transform({ positionals, options, format, world }: CommandContext): Promise<Result> {
  const [, file = "-"] = positionals;
  const from = options.get("from")?.[0];
  const to = options.get("to")?.[0];
  if (from === undefined || to === undefined) throw new UsageError("transform root needs --from and --to");
  const input = readSpecInput(file, world);
  if ("problem" in input) return { status: 1, problems: [input.problem] };
  const { spec, problems } = await readSpec(input.text, input.path);
  if (!spec) return { status: 1, problems };
  const relativeTo = options.get("relative-to")?.[0] === "container" ? "container" : "host";
  const output = printSpec(transformRoot(spec, { from, to, relativeTo }), format === "json" ? "json" : "yaml");
  return deliver(output, options.get("output")?.[0]);
}
