import { isHookName } from "../cdi/hook-names.ts";
import type { ContainerEdits, DeviceNode, Hook, Mount, NetDevice } from "../cdi/spec.ts";
import type { DeviceLookup } from "./device-lookup.ts";
import { fieldOf, idAt, idOf, itemsAt, type OciDocument, spanAt, stringAt } from "./document.ts";
import { EditedList, type ListItem } from "./edited-list.ts";
import type { JsonValue } from "./json-style.ts";
import { mountItems } from "./mount-items.ts";
import { cgroupRule, ociDevice, ociHook, ociIntelRdt, type ResolvedNode } from "./oci-values.ts";
import { type NodeFault, resolveNode } from "./resolve-node.ts";
import { type DocumentFault, documentFault, WrongShape } from "./wrong-shape.ts";

/** A change to one place of a document: a list with new contents, or a value set. Parents that are missing come with it. */
export type OciEdit =
  | { readonly path: readonly string[]; readonly items: readonly ListItem[] }
  | { readonly path: readonly string[]; readonly value: JsonValue };

/** A document and what is to be done to it. `printEdited` and `patchOf` make something of it. */
export interface EditedDocument {
  readonly document: OciDocument;
  readonly edits: readonly OciEdit[];
}

export type ApplyFault = NodeFault | DocumentFault;

/**
 * Works out what container edits do to an OCI document, in the reference's order and with its details. All or nothing:
 * where anything cannot be done, every such thing is told and there is no edited document. Entries of `linux.devices`
 * whose path is one of the `placeholders` are taken out.
 */
export function applyEdits(
  document: OciDocument,
  edits: ContainerEdits,
  lookup: DeviceLookup,
  placeholders: ReadonlySet<string> = new Set(),
): EditedDocument | { readonly faults: readonly ApplyFault[] } {
  const nodes = resolveNodes(edits.deviceNodes ?? [], lookup);
  if (nodes.faults.length > 0) return { faults: nodes.faults };
  try {
    return {
      document,
      edits: [
        ...envEdits(document, edits.env ?? []),
        ...nodeEdits(document, nodes.resolved, placeholders),
        ...(edits.netDevices ?? []).map((netDevice) => netDeviceEdit(document, netDevice)),
        ...mountEdits(document, edits.mounts),
        ...hookEdits(document, edits.hooks ?? []),
        ...(edits.intelRdt ? [valueEdit(document, ["linux", "intelRdt"], ociIntelRdt(edits.intelRdt))] : []),
        ...groupEdits(document, edits.additionalGids ?? []),
      ],
    };
  } catch (error) {
    if (error instanceof WrongShape) return { faults: [documentFault(document, error)] };
    throw error;
  }
}

type NodePair = readonly [DeviceNode, ResolvedNode];

/** A node that comes again, as those of a device do that is named twice, has its fault once. */
function resolveNodes(
  nodes: readonly DeviceNode[],
  lookup: DeviceLookup,
): { resolved: NodePair[]; faults: NodeFault[] } {
  const resolved: NodePair[] = [];
  const faults = new Map<DeviceNode, NodeFault>();
  for (const node of nodes) {
    if (faults.has(node)) continue;
    const result = resolveNode(node, lookup);
    if ("code" in result) faults.set(node, result);
    else resolved.push([node, result]);
  }
  return { resolved, faults: [...faults.values()] };
}

/** A variable that is set already is replaced where it stands last; others come to the end. */
function envEdits(document: OciDocument, env: readonly string[]): OciEdit[] {
  if (env.length === 0) return [];
  const path = ["process", "env"];
  const list = new EditedList(itemsAt(document, path).map((item) => variableName(stringAt(document, item))));
  for (const entry of env) list.replaceLast(variableName(entry), entry);
  return [{ path, items: list.items() }];
}

function variableName(entry: string): string {
  const equals = entry.indexOf("=");
  return equals < 0 ? entry : entry.slice(0, equals);
}

/** Of several devices at one path in the document, the first goes and the second is replaced, as in the reference. */
function nodeEdits(document: OciDocument, nodes: readonly NodePair[], placeholders: ReadonlySet<string>): OciEdit[] {
  if (nodes.length === 0 && placeholders.size === 0) return [];
  const path = ["linux", "devices"];
  const uid = idAt(document, ["process", "user", "uid"]);
  const gid = idAt(document, ["process", "user", "gid"]);
  const devices = new EditedList(itemsAt(document, path).map((item) => fieldOf(document, item, "path")));
  for (const placeholder of placeholders) devices.removeAll(placeholder);
  const rulesPath = ["linux", "resources", "devices"];
  const rules: ListItem[] = itemsAt(document, rulesPath).map((_, index) => ({ kept: index }));
  const rulesBefore = rules.length;
  for (const [node, resolved] of nodes) {
    devices.removeFirst(node.path);
    devices.replaceFirst(node.path, ociDevice(node, resolved, uid, gid));
    const rule = cgroupRule(node, resolved);
    if (rule !== undefined) rules.push({ added: rule });
  }
  const edits: OciEdit[] = [{ path, items: devices.items() }];
  if (rules.length > rulesBefore) edits.push({ path: rulesPath, items: rules });
  return edits;
}

function netDeviceEdit(document: OciDocument, { hostInterfaceName, name }: NetDevice): OciEdit {
  return valueEdit(document, ["linux", "netDevices", hostInterfaceName], { name });
}

/** Looks on the way whether everything is an object that has to be one. */
function valueEdit(document: OciDocument, path: readonly string[], value: JsonValue): OciEdit {
  spanAt(document, path);
  return { path, value };
}

function mountEdits(document: OciDocument, mounts: readonly Mount[] | undefined): OciEdit[] {
  return mounts && mounts.length > 0 ? [{ path: ["mounts"], items: mountItems(document, mounts) }] : [];
}

function hookEdits(document: OciDocument, hooks: readonly Hook[]): OciEdit[] {
  const added = new Map<string, ListItem[]>();
  for (const hook of hooks) {
    if (!isHookName(hook.hookName)) continue;
    const items =
      added.get(hook.hookName) ?? itemsAt(document, ["hooks", hook.hookName]).map((_, index) => ({ kept: index }));
    items.push({ added: ociHook(hook) });
    added.set(hook.hookName, items);
  }
  return [...added].map(([name, items]) => ({ path: ["hooks", name], items }));
}

/** Group 0 is skipped, and so is one that the process has already. */
function groupEdits(document: OciDocument, groups: readonly number[]): OciEdit[] {
  const wanted = new Set(groups.filter((group) => group !== 0));
  if (wanted.size === 0) return [];
  const path = ["process", "user", "additionalGids"];
  const present = itemsAt(document, path);
  for (const item of present) wanted.delete(idOf(document, item));
  if (wanted.size === 0) return [];
  const kept = present.map((_, index) => ({ kept: index }));
  return [{ path, items: [...kept, ...[...wanted].map((group) => ({ added: group }))] }];
}
