import type { ObjectShape, Shape } from "./shape.ts";
import { specShape } from "./shape.ts";
import type { Spec } from "./spec.ts";

/**
 * Whether a document is a spec as it stands: the specification's spelling of every key, no null, no value that would
 * have to be converted. Anything else may still be one to the reference; `decodeSpec` tells.
 */
export function isPlainSpec(value: unknown): value is Spec {
  return fits(value, specShape);
}

function fits(value: unknown, shape: Shape): boolean {
  switch (shape.is) {
    case "string":
      return typeof value === "string";
    case "boolean":
      return typeof value === "boolean";
    case "integer":
      return typeof value === "number" && Number.isSafeInteger(value) && value >= shape.min && value <= shape.max;
    case "list":
      return Array.isArray(value) && value.every((item) => fits(item, shape.of));
    case "map":
      return isMapping(value) && Object.values(value).every((item) => fits(item, shape.of));
    case "object":
      return fitsObject(value, shape);
  }
}

function fitsObject(value: unknown, { fields, mandatory }: ObjectShape): boolean {
  if (!isMapping(value)) return false;
  for (const [key, item] of Object.entries(value)) {
    const shape = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (!shape || !fits(item, shape)) return false;
  }
  for (const key in mandatory) if (!(key in value)) return false;
  return true;
}

function isMapping(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
