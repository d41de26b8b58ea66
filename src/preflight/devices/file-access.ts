import { includesAll, type Rights } from "./device-rights.ts";

/** Owner, group and permission bits of a node, as the container sees them; undefined ids are those of nobody in it. */
export interface NodeOwner {
  readonly mode: number;
  readonly uid: number | undefined;
  readonly gid: number | undefined;
}

export interface NodeUser {
  readonly uid: number;
  readonly gids: ReadonlySet<number>;
  readonly capabilities: ReadonlySet<string>;
}

/** By which part of the permission bits a user is judged: the first that fits, even where a later one gives more. */
export type Class = "owner" | "group" | "others";

export function classOf({ uid, gid }: NodeOwner, user: NodeUser): Class {
  if (uid === user.uid) return "owner";
  return gid !== undefined && user.gids.has(gid) ? "group" : "others";
}

const shifts: Readonly<Record<Class, number>> = { owner: 6, group: 3, others: 0 };

/** Whether the permission bits of a class give reading and writing as far as it is wanted. */
export function modeGives(mode: number, of: Class, { read, write }: WantedAccess): boolean {
  const bits = (mode >> shifts[of]) & 0o7;
  return (!read || (bits & 4) !== 0) && (!write || (bits & 2) !== 0);
}

export interface WantedAccess {
  readonly read: boolean;
  readonly write: boolean;
}

export function wantedAccess(rights: Rights): WantedAccess {
  return { read: includesAll(rights, 2), write: includesAll(rights, 4) };
}

/**
 * Whether a user may open a node, by Linux fs/namei.c: a capability first, which counts only for owners that the container's
 * user namespace knows, then the permission bits. Access control lists are not looked at.
 */
export function mayOpen(owner: NodeOwner, user: NodeUser, wanted: WantedAccess): boolean {
  const isMapped = owner.uid !== undefined && owner.gid !== undefined;
  if (isMapped && user.capabilities.has("CAP_DAC_OVERRIDE")) return true;
  if (isMapped && !wanted.write && user.capabilities.has("CAP_DAC_READ_SEARCH")) return true;
  return modeGives(owner.mode, classOf(owner, user), wanted);
}
