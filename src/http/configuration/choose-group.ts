import { quote } from "../../cdi/quote.ts";
import type { ConfigurationWorld } from "./configuration-world.ts";
import { settings } from "./settings.ts";
import type { ValueReader } from "./value-reader.ts";

/** The number of the unix socket's group; undefined to leave it as the system makes it. */
export function chooseGroup(
  reader: ValueReader,
  { findGroup }: Pick<ConfigurationWorld, "findGroup">,
): number | undefined {
  const name = reader.one(settings.socketGroup);
  const groupId = name === undefined ? undefined : findGroup(name);
  if (name !== undefined && groupId === undefined) {
    reader.refuse(settings.socketGroup, `Cannot use ${quote(name)} for socket.group: there is no such group`);
  }
  return groupId;
}
