import type { Command, CommandContext, Result } from "../command.ts";
import { injectFromDisk } from "../inject-from-disk.ts";
import { type Injector, injectInto } from "../inject-into.ts";

export const command: Command = {
  description: `Injects CDI devices into an OCI runtime spec and prints the result. OCI is a file, a bundle directory
(its config.json) or - for standard input. DEVICE is a qualified name, VENDOR/CLASS=NAME, or a quoted
pattern such as 'nvidia.com/gpu=*'. All or nothing: where a device does not resolve, nothing is
printed and the exit status is 1. What the edits do not touch stays as it is, to the letter. With
--preflight a container that would fail is refused as well; see cdictl doctor.`,
  examples: [
    "cdictl inject config.json nvidia.com/gpu=0 > injected.json",
    "cdictl inject --in-place /run/bundle nvidia.com/gpu=0 nvidia.com/gpu=1",
    "cdictl inject --diff config.json 'vendor.com/net=*'",
    "runc spec && cdictl inject --in-place . vendor.com/serial=tty0",
  ],
  run: inject,
};

async function inject(context: CommandContext): Promise<Result> {
  const [oci = "", ...devices] = context.positionals;
  const by = (injector: Injector) => injectInto(oci, context, () => ({ devices }), injector);
  if (!context.options.has("preflight")) return by(injectFromDisk);
  const { preflightHere, withPreflight } = await import("../with-preflight.ts");
  return withPreflight((guarded) => by(guarded(injectFromDisk)), preflightHere);
}
