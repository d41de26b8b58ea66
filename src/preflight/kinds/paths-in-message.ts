import { pathInMessage } from "../../registry/name-in-message.ts";

/** So many paths of a list stand in a message. */
const shown = 3;

/** Paths as part of a message, each once: the first ones, and how many there are besides. */
export function pathsInMessage(paths: readonly string[]): string {
  const distinct = [...new Set(paths)];
  const text = distinct.slice(0, shown).map(pathInMessage).join(", ");
  return distinct.length > shown ? `${text} and ${distinct.length - shown} more` : text;
}
