import { diagnosis } from "../diagnosis.ts";
import { readOciInput } from "../oci-input.ts";
import { UsageError } from "../parse-arguments.ts";
import type { RemoteCommand } from "./remote-command.ts";

/** Has a service look at its own host. */
export const doctorRemotely: RemoteCommand = async ({ positionals, options, world }, client) => {
  if (options.has("root")) throw new UsageError("--server looks at the service's own host: leave --root out");
  const [file] = options.get("oci") ?? [];
  const input = file === undefined ? undefined : readOciInput(file, world);
  if (input && "code" in input) return { status: 1, problems: [input] };
  const spec = input?.document.text.slice(input.document.root.start, input.document.root.end);
  const names = positionals.length > 0 ? positionals : (await client.allDevices()).items.map(({ name }) => name);
  return diagnosis(await client.preflight(names, { spec, runtime: options.get("runtime")?.[0] }), world);
};
