import { escapeControls, quote } from "../cdi/quote.ts";

/** A path as part of a message: as it is, or quoted and escaped where a terminal or a reader of lines could be misled. */
export function pathInMessage(path: string): string {
  return escapeControls(path) === path ? path : quote(path);
}

/** So many characters of a text stand in a message. */
const longestText = 80;

/** A text of somebody's file, of any length, as part of a message: quoted, escaped and cut where it could mislead. */
export function textInMessage(text: string): string {
  return text.length > longestText ? quote(text) : pathInMessage(text);
}

/** A device or kind as part of a message; cut where it is long. It is valid, so there is nothing to escape. */
export function nameInMessage(name: string): string {
  return name.length > 80 ? `${name.slice(0, 77)}...` : name;
}

/** So many names of a list stand in a message. */
const named = 3;

/** Devices as part of a message: the first ones, and how many there are besides. */
export function namesInMessage(names: readonly string[]): string {
  const shown = names.slice(0, named).map(nameInMessage).join(", ");
  return names.length > named ? `${shown} and ${names.length - named} more` : shown;
}
