import { quote } from "../../cdi/quote.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";

/** The name of a profile, which can be any text of any length, as part of a message. */
export function profileInMessage(name: string): string {
  return name.length > 80 ? quote(name) : pathInMessage(name);
}
