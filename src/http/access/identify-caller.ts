import type { IncomingMessage } from "node:http";
import type { AppOptions } from "../app-options.ts";
import { authorize, type Decision } from "./authorize.ts";
import { namesThisMachine } from "./names-this-machine.ts";
import { presentedCredential } from "./presented-credential.ts";
import type { Scope } from "./scope.ts";

/** Whether whoever sends a request may have what takes a scope, by credential and listener. */
export function identifyCaller(
  { policy, reachOf }: Pick<AppOptions, "policy" | "reachOf">,
  request: IncomingMessage,
  needed: Scope,
): Decision | { readonly allowed: false; readonly refused: "foreign-host" } {
  const credential = presentedCredential(request);
  const reach = reachOf(request.socket);
  if (credential.kind === "none" && reach === "loopback" && !namesThisMachine(request.headers.host))
    return { allowed: false, refused: "foreign-host" };
  return authorize(policy(), { credential, reach, needed, now: Date.now() });
}
