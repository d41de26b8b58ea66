import { escapeControls, quote } from "../cdi/quote.ts";

/** A path as part of a message: as it is, or quoted and escaped where a terminal or a reader of lines could be misled. */
export function pathInMessage(path: string): string {
  return escapeControls(path) === path ? path : quote(path);
}

/** A device or kind as part of a message; cut where it is long. It is valid, so there is nothing to escape. */
export function nameInMessage(name: string): string {
  return name.length > 80 ? `${name.slice(0, 77)}...` : name;
}
