import { isDeepStrictEqual } from "node:util";
import type { Attribute } from "./attribute.ts";
import type { Hardware } from "./hardware.ts";

/**
 * The hardware of a device that has nodes of several pieces of it: all of their functions, and the attributes on which
 * they agree, for any other would be true of a part only.
 */
export function commonHardware(pieces: readonly Hardware[]): Hardware | undefined {
  const [first, ...rest] = pieces;
  if (!first || rest.length === 0) return first;
  const attributes: Record<string, Attribute> = {};
  for (const [name, attribute] of Object.entries(first.attributes)) {
    if (rest.every((piece) => isDeepStrictEqual(piece.attributes[name], attribute))) attributes[name] = attribute;
  }
  const functions = new Map(
    pieces.flatMap((piece) => piece.functions.map((found) => [found.pciBusId, found] as const)),
  );
  const narrow = pieces.find((piece) => piece.narrow)?.narrow;
  const isAsleep = pieces.some((piece) => piece.isAsleep);
  return {
    attributes,
    functions: [...functions.values()],
    ...(narrow && { narrow }),
    ...(isAsleep && { isAsleep }),
  };
}
