import type { Command, CommandContext, Result } from "../command.ts";
import { injectFromDisk } from "../inject-from-disk.ts";
import { injectInto } from "../inject-into.ts";
import { requestReader } from "../request-reader.ts";

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
  return injectInto(oci, context, requestReader(context), injectFromDisk);
}
