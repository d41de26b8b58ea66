import { join } from "node:path";
import type { TcpListener, UnixListener } from "../listeners/listener.ts";
import { parseListener } from "../listeners/parse-listener.ts";
import type { ConfigurationWorld } from "./configuration-world.ts";
import { settings } from "./settings.ts";
import type { ValueReader } from "./value-reader.ts";

/** Where to listen: what is given, else nowhere for a service that gets its sockets, else a socket of the usual name. */
export function chooseListeners(
  reader: ValueReader,
  { isActivated, uid, env }: Pick<ConfigurationWorld, "isActivated" | "uid" | "env">,
): readonly (UnixListener | TcpListener)[] {
  const given = reader.many(settings.listen);
  if (given.length > 0 || isActivated) return given;
  const directory = uid === 0 ? "/run" : env["XDG_RUNTIME_DIR"];
  const usual = parseListener(`unix:${join(directory ?? "", "cdi-registry/cdi.sock")}`);
  if (usual) return [usual];
  const state = directory ? "holds no path that a socket can have" : "is not set";
  reader.refuse(
    settings.listen,
    `There is no usual socket, for XDG_RUNTIME_DIR ${state}; name one: --listen unix:PATH`,
  );
  return [];
}
