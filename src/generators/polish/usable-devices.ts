import { isAnnotationKey } from "../../cdi/annotations.ts";
import { isDeviceName, qualifiedName } from "../../cdi/names.ts";
import { quote } from "../../cdi/quote.ts";
import type { Device, Spec } from "../../cdi/spec.ts";
import { type Problem, problem } from "../../problems.ts";

/** Why a device cannot be in a spec whose other devices have these names; undefined where it can. */
const faults: readonly ((device: Device, others: ReadonlySet<string>) => string | undefined)[] = [
  ({ name }) => (isDeviceName(name) ? undefined : "CDI allows no such name"),
  ({ name }, others) => (others.has(name) ? "another device has the name" : undefined),
  ({ containerEdits }) =>
    Object.keys(containerEdits).length === 0 ? "nothing of it can go to a container" : undefined,
];

/** The devices of a spec that runtimes accept, with the annotations that Kubernetes accepts, and a problem for each other one. */
export function usableDevices(spec: Spec): { readonly devices: Device[]; readonly problems: Problem[] } {
  const names = new Set<string>();
  const devices: Device[] = [];
  const problems: Problem[] = [];
  const report = (device: Device, what: string): void => {
    const name = qualifiedName(spec.kind, device.name);
    problems.push(problem("odd-device", `Left ${what}`, { devices: [name] }));
  };
  for (const device of spec.devices) {
    const fault = faults.map((find) => find(device, names)).find((found) => found !== undefined);
    if (fault !== undefined) {
      report(device, `out device ${quote(device.name)}: ${fault}`);
      continue;
    }
    names.add(device.name);
    const { annotations = {}, ...others } = device;
    const kept = Object.entries(annotations).filter(([key]) => isAnnotationKey(key));
    for (const key of Object.keys(annotations).filter((name) => !isAnnotationKey(name))) {
      report(device, `an annotation of device ${quote(device.name)} out: Kubernetes allows no key ${quote(key)}`);
    }
    devices.push(kept.length > 0 ? { ...others, annotations: Object.fromEntries(kept) } : others);
  }
  return { devices, problems };
}
