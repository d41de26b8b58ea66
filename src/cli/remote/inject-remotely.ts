import { type Injector, injectInto } from "../inject-into.ts";
import { requestReader } from "../request-reader.ts";
import { injectByService } from "./inject-by-service.ts";
import type { RemoteCommand } from "./remote-command.ts";

export const injectRemotely: RemoteCommand = async (context, client) => {
  const [oci = "", ...devices] = context.positionals;
  const by = (injector: Injector) => injectInto(oci, context, () => ({ devices }), injector);
  if (!context.options.has("preflight")) return by(injectByService(client));
  const { withPreflight } = await import("../with-preflight.ts");
  return withPreflight(
    (guarded) => by(guarded(injectByService(client))),
    async ({ input, devices: names }) => {
      const { text, root } = input.document;
      return (await client.preflight(names, { spec: text.slice(root.start, root.end) })).problems;
    },
  );
};

export const resolveRemotely: RemoteCommand = async (context, client) => {
  const [oci = ""] = context.positionals;
  return injectInto(oci, context, requestReader(context), injectByService(client));
};
