import type { ContainerEdits, Device, Spec } from "../cdi/spec.ts";
import { naturalOrder } from "./naming/natural-order.ts";

/** What is to be said of a part of a spec, by what the part is. */
type Facts = ReadonlyMap<string, string>;

/** What makes the second spec another one than the first, a line for each difference; none where they say the same. */
export function specChanges(before: Spec, after: Spec): readonly string[] {
  const [old, now] = [byName(before), byName(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])].sort(naturalOrder);
  return [
    ...differences("", specFacts(before), specFacts(after)),
    ...names.flatMap((name) => {
      const [gone, come] = [old.get(name), now.get(name)];
      if (!gone) return [`device ${name} is new`];
      return come
        ? differences(`device ${name}: `, deviceFacts(gone), deviceFacts(come))
        : [`device ${name} is there no longer`];
    }),
  ];
}

function byName({ devices }: Spec): ReadonlyMap<string, Device> {
  return new Map(devices.map((device) => [device.name, device]));
}

function differences(subject: string, before: Facts, after: Facts): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((part) => {
    const [old, now] = [before.get(part), after.get(part)];
    if (old === now) return [];
    if (old === undefined) return [`${subject}${part} is new${now === "" ? "" : `: ${now}`}`];
    return [`${subject}${part} ${now === undefined ? "is there no longer" : `was ${old}, is ${now}`}`];
  });
}

function specFacts({ cdiVersion, kind, annotations, containerEdits = {} }: Spec): Facts {
  return new Map([
    ["cdiVersion", cdiVersion],
    ["kind", kind],
    ...annotationFacts(annotations),
    ...editFacts(containerEdits),
  ]);
}

function deviceFacts({ annotations, containerEdits }: Device): Facts {
  return new Map([...annotationFacts(annotations), ...editFacts(containerEdits)]);
}

function annotationFacts(annotations: Readonly<Record<string, string>> = {}): [string, string][] {
  return Object.entries(annotations).map(([key, value]) => [`annotation ${key}`, JSON.stringify(value)]);
}

function editFacts(edits: ContainerEdits): [string, string][] {
  return [
    ...(edits.env ?? []).map((entry) => fact(`environment ${entry.split("=", 1).join()}`, { env: entry })),
    ...(edits.deviceNodes ?? []).map(({ path, ...rest }) => fact(`node ${path}`, rest)),
    ...(edits.netDevices ?? []).map(({ hostInterfaceName, ...rest }) => fact(`interface ${hostInterfaceName}`, rest)),
    ...(edits.hooks ?? []).map(({ hookName, path, args = [], ...rest }) =>
      fact(`${hookName} hook ${[path, ...args.slice(1)].join(" ")}`, rest),
    ),
    ...(edits.mounts ?? []).map(({ containerPath, ...rest }) => fact(`mount ${containerPath}`, rest)),
    ...(edits.additionalGids ?? []).map((gid) => fact(`group ${gid}`, {})),
    ...(edits.intelRdt ? [fact("RDT", edits.intelRdt)] : []),
  ];
}

function fact(part: string, rest: object): [string, string] {
  const entries = Object.entries(rest).filter(([, value]) => value !== undefined);
  return [part, entries.length === 0 ? "" : JSON.stringify(Object.fromEntries(entries))];
}
