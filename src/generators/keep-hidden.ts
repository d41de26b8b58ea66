import type { Device, Spec } from "../cdi/spec.ts";
import { problem } from "../problems.ts";
import type { Generated, Generator, GeneratorHost } from "./generator.ts";
import { joinLists } from "./polish/edit-lists.ts";

/**
 * What a generator found, and from an older spec the devices that it did not find although they are still there. They have
 * all edits of that spec, since others may not have these in common any more.
 */
export function keepHidden(generator: Generator, host: GeneratorHost, before: Spec, found: Generated): Generated {
  const names = new Set(found.spec?.devices.map(({ name }) => name));
  const hidden = before.devices.filter((device) => !names.has(device.name) && generator.isHidden?.(host, device));
  if (hidden.length === 0) return found;
  const kept = hidden.map((device): Device => {
    return { ...device, containerEdits: joinLists(before.containerEdits ?? {}, device.containerEdits) };
  });
  const { cdiVersion, kind } = before;
  const spec = found.spec ?? { cdiVersion, kind, devices: [] };
  const message = `Kept, though it is not seen now: ${hidden.map(({ name }) => name).join(", ")}`;
  const devices = hidden.map(({ name }) => `${kind}=${name}`);
  return {
    spec: { ...spec, devices: [...spec.devices, ...kept] },
    problems: [...found.problems, problem("hidden-device", message, { devices })],
  };
}
