import { injectInto } from "../inject-into.ts";
import { requestReader } from "../request-reader.ts";
import { injectByService } from "./inject-by-service.ts";
import type { RemoteCommand } from "./remote-command.ts";

export const injectRemotely: RemoteCommand = (context, client) => {
  const [oci = "", ...devices] = context.positionals;
  return injectInto(oci, context, () => ({ devices }), injectByService(client));
};

export const resolveRemotely: RemoteCommand = async (context, client) => {
  const [oci = ""] = context.positionals;
  return injectInto(oci, context, requestReader(context), injectByService(client));
};
