import type { Command, CommandContext, Result } from "../command.ts";
import { injectInto } from "../inject-into.ts";
import { UsageError } from "../parse-arguments.ts";

export const command: Command = {
  usage: "OCI DEVICE...",
  description: `Injects CDI devices into an OCI runtime spec and prints the result. OCI is a file, a bundle directory
(its config.json) or - for standard input. DEVICE is a qualified name, VENDOR/CLASS=NAME, or a quoted
pattern such as 'nvidia.com/gpu=*'. All or nothing: where a device does not resolve, nothing is
printed and the exit status is 1. What the edits do not touch stays as it is, to the letter.`,
  options: ["output", "in-place", "diff", "patch"],
  examples: [
    "cdictl inject config.json nvidia.com/gpu=0 > injected.json",
    "cdictl inject --in-place /run/bundle nvidia.com/gpu=0 nvidia.com/gpu=1",
    "cdictl inject --diff config.json 'vendor.com/net=*'",
    "runc spec && cdictl inject --in-place . vendor.com/serial=tty0",
  ],
  run: inject,
};

async function inject(context: CommandContext): Promise<Result> {
  const [oci, ...devices] = context.positionals;
  if (oci === undefined)
    throw new UsageError("inject needs an OCI spec and at least one device; see cdictl inject --help");
  if (devices.length === 0) throw new UsageError("inject needs at least one device; see cdictl inject --help");
  return injectInto(oci, context, () => ({ devices }));
}
