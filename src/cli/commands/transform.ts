import { printSpec } from "../../cdi/print-spec.ts";
import { readSpec } from "../../cdi/read-spec.ts";
import { transformRoot } from "../../cdi/transform-root.ts";
import { type Problem, problem } from "../../problems.ts";
import { decodeText } from "../../registry/decode-text.ts";
import { fileSizeLimit, readRegularFile } from "../../registry/read-regular-file.ts";
import { replaceFile } from "../../registry/replace-file.ts";
import type { Command, CommandContext, Result } from "../command.ts";
import { UsageError } from "../parse-arguments.ts";
import { readStdin } from "../read-stdin.ts";
import type { World } from "../world.ts";

export const command: Command = {
  usage: "root --from PATH --to PATH [FILE]",
  description: `Rewrites the root of the paths in a spec and prints the spec: host paths of device nodes, mounts and hooks,
or with --relative-to container the paths inside. FILE is a spec; standard input without it or for -.
Output is YAML, or JSON with --format json.`,
  options: ["from", "to", "relative-to", "output"],
  examples: [
    "cdictl transform root --from /host --to / nvidia.yaml",
    "cdictl transform root --from / --to /run/nvidia/driver < nvidia.yaml > /var/run/cdi/nvidia.yaml",
  ],
  run: transform,
};

async function transform(context: CommandContext): Promise<Result> {
  const { positionals, options, format } = context;
  const [what, file = "-", ...rest] = positionals;
  const from = options.get("from")?.[0];
  const to = options.get("to")?.[0];
  if (what !== "root" || rest.length > 0)
    throw new UsageError("transform takes root and at most one file; see cdictl transform --help");
  if (from === undefined || to === undefined) throw new UsageError("transform root needs --from and --to");
  const text = readText(file, context);
  if (typeof text !== "string") return { status: 1, problems: [text] };
  const { spec, problems } = await readSpec(text, file === "-" ? undefined : file);
  if (!spec) return { status: 1, problems };
  const relativeTo = options.get("relative-to")?.[0] === "container" ? "container" : "host";
  const output = printSpec(transformRoot(spec, { from, to, relativeTo }), format === "json" ? "json" : "yaml");
  const target = options.get("output")?.[0];
  if (target === undefined) return { status: 0, text: output, verbatim: true };
  const failure = replaceFile(target, output);
  return failure ? { status: 1, problems: [failure] } : { status: 0 };
}

function stdinAsFile(world: World): { file: { bytes: Buffer } } | { problem: Problem } {
  const reading = readStdin(world, fileSizeLimit);
  return "problem" in reading ? reading : { file: reading };
}

function readText(file: string, { world }: CommandContext): string | Problem {
  const reading = file === "-" ? stdinAsFile(world) : readRegularFile(file);
  if (reading === "gone") return problem("unreadable-file", "Cannot read the spec: no such file", { path: file });
  if ("problem" in reading) return reading.problem;
  const decoded = decodeText(reading.file.bytes);
  if ("text" in decoded) return decoded.text;
  return problem(
    "invalid-encoding",
    `Cannot read the spec: byte ${decoded.badByteAt} is not part of a UTF-8 character`,
    { path: file },
  );
}
