import type { OciEdit } from "./apply-edits.ts";
import { exactMemberOf, memberOf } from "./document.ts";
import type { ListItem } from "./edited-list.ts";
import type { MemberSpan, ObjectSpan } from "./json-spans.ts";
import type { JsonValue } from "./json-style.ts";

/** Edits by the members they are under: a branch for an object on the way, a leaf for what is set there. */
export type EditNode =
  | EditBranch
  | { readonly is: "list"; readonly items: readonly ListItem[] }
  | { readonly is: "value"; readonly value: JsonValue };

export interface EditBranch {
  readonly is: "object";
  readonly members: Map<string, EditNode>;
  /** Keys are names, whose case counts, as in `netDevices`; elsewhere they are fields, which Go matches in any case. */
  readonly exactKeys: boolean;
}

/** Brings the edits of a document together, so that each object on the way is visited, or made, once. */
export function editTree(edits: readonly OciEdit[]): EditBranch {
  const root: EditBranch = { is: "object", members: new Map(), exactKeys: false };
  for (const edit of edits) {
    let branch = root;
    for (const key of edit.path.slice(0, -1)) branch = branchOf(branch, key);
    const leaf: EditNode = "items" in edit ? { is: "list", items: edit.items } : { is: "value", value: edit.value };
    branch.members.set(edit.path.at(-1) ?? "", leaf);
  }
  return root;
}

function branchOf(parent: EditBranch, key: string): EditBranch {
  const existing = parent.members.get(key);
  if (existing?.is === "object") return existing;
  const branch: EditBranch = { is: "object", members: new Map(), exactKeys: key === "netDevices" };
  parent.members.set(key, branch);
  return branch;
}

/** The member of a document's object that a member of a branch edits, if it is there. */
export function editedMember(object: ObjectSpan, branch: EditBranch, key: string): MemberSpan | undefined {
  return branch.exactKeys ? exactMemberOf(object, key) : memberOf(object, key);
}

/** What an edit amounts to where its place does not exist yet. */
export function newValue(node: EditNode): JsonValue {
  switch (node.is) {
    case "value":
      return node.value;
    case "list":
      return node.items.flatMap((item) => ("added" in item ? [item.added] : []));
    case "object":
      return Object.fromEntries([...node.members].map(([key, member]) => [key, newValue(member)]));
  }
}
