import { isDeepStrictEqual } from "node:util";
import type { Attributes } from "./attribute.ts";
import type { Hardware } from "./hardware.ts";

/**
 * Whether hardware is what it was. The speed of a link does not count, since it comes and goes with the load; nor does
 * any of the link while the hardware sleeps.
 */
export function isSameHardware(before: Hardware | undefined, now: Hardware | undefined): boolean {
  if (before === now || !before || !now) return before === now;
  const steady = now.isAsleep ? withoutLink : withoutSpeed;
  return isDeepStrictEqual(steady(before), steady(now));
}

function withoutSpeed(hardware: Hardware): Hardware {
  const { pcieGen: _, ...attributes } = hardware.attributes;
  return { ...hardware, attributes };
}

function withoutLink({ attributes, functions }: Hardware): Hardware {
  return { attributes: steadyWhileAsleep(attributes), functions };
}

function steadyWhileAsleep(attributes: Attributes): Attributes {
  const { pcieGen: _gen, pcieWidth: _width, pcieMaxGen: _maxGen, pcieMaxWidth: _maxWidth, ...rest } = attributes;
  return rest;
}
