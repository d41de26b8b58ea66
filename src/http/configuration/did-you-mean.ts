import { nearestNames } from "../../cdi/nearest-names.ts";

/** The end of a message about a name that does not exist: the nearest that does, where one is near. */
export function didYouMean(name: string, known: readonly string[]): string {
  const [nearest] = nearestNames(name, known);
  return nearest === undefined ? "" : `; did you mean ${nearest}?`;
}
