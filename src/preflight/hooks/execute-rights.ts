import { type Class, classOf, type NodeOwner, type NodeUser } from "../devices/file-access.ts";

/** `maybe` where an access control list, which is not looked at, could give it. */
export type Right = "yes" | "no" | "maybe";

/** Whether a user may start a program, by Linux fs/namei.c: not even root may where nobody may. */
export function mayStart(owner: NodeOwner, user: NodeUser): Right {
  if ((owner.mode & 0o111) === 0) return "no";
  return isMapped(owner) && user.capabilities.has("CAP_DAC_OVERRIDE") ? "yes" : byClass(owner, user);
}

/** Whether a user may go through a directory. */
export function mayPass(owner: NodeOwner, user: NodeUser): Right {
  const helps = ["CAP_DAC_OVERRIDE", "CAP_DAC_READ_SEARCH"].some((name) => user.capabilities.has(name));
  return isMapped(owner) && helps ? "yes" : byClass(owner, user);
}

/** Capabilities count only for owners that the user namespace knows. */
function isMapped({ uid, gid }: NodeOwner): boolean {
  return uid !== undefined && gid !== undefined;
}

const bits: Readonly<Record<Class, number>> = { owner: 0o100, group: 0o010, others: 0o001 };

/** Where there is an access control list, the bits of the group are the most that it can give to anyone but the owner. */
function byClass(owner: NodeOwner, user: NodeUser): Right {
  const which = classOf(owner, user);
  if ((owner.mode & bits[which]) !== 0) return "yes";
  return which === "others" && (owner.mode & bits.group) !== 0 ? "maybe" : "no";
}
