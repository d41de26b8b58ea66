import { isMapping } from "./is-mapping.ts";
import type { ObjectShape, Shape } from "./shape.ts";
import { specShape } from "./shape.ts";
import type { Spec } from "./spec.ts";

/**
 * Whether a document is a spec as it stands: the specification's spelling of every key, no null, no value that would
 * have to be converted. Anything else may still be one to the reference; `decodeSpec` tells.
 * Plain loops, for this runs once in a short-lived process: closures and arrays of entries would double its time.
 */
export function isPlainSpec(value: unknown): value is Spec {
  return fits(value, specShape);
}

/** What the reader of plain YAML made by the shape of a spec is one as it stands, if it is anything. */
export function isMadeAsSpec(value: unknown): value is Spec {
  return value !== undefined;
}

/** Whether a value is of a shape as it stands. */
export function fits(value: unknown, shape: Shape): boolean {
  switch (shape.is) {
    case "string":
      return typeof value === "string";
    case "object":
      return fitsObject(value, shape);
    case "list":
      return fitsList(value, shape.of);
    case "integer":
      return isInteger(value) && value >= shape.min && value <= shape.max;
    case "map":
      return fitsMap(value, shape.of);
    case "boolean":
      return typeof value === "boolean";
    default:
      // What every object inherits, such as `constructor`, is no shape.
      return false;
  }
}

function fitsObject(value: unknown, { fields, mandatory }: ObjectShape): boolean {
  if (!isMapping(value)) return false;
  for (const key in value) {
    const shape = fields[key];
    if (shape === undefined || !fits(value[key], shape)) return false;
  }
  for (const key in mandatory) if (!(key in value)) return false;
  return true;
}

function fitsList(value: unknown, of: Shape): boolean {
  if (!Array.isArray(value)) return false;
  for (const item of value) if (!fits(item, of)) return false;
  return true;
}

function fitsMap(value: unknown, of: Shape): boolean {
  if (!isMapping(value)) return false;
  for (const key in value) if (!fits(value[key], of)) return false;
  return true;
}

/** Negative zero is what `-0.0` became, which fits some fields of the reference and others not. */
function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value) && !Object.is(value, -0);
}
