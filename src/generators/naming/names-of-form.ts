import type { HostTree } from "../../host/host-tree.ts";
import { naturalOrder } from "./natural-order.ts";

/** The names in a directory that are of a form, `region2` before `region10`. */
export function namesOfForm(host: HostTree, directory: string, form: RegExp): readonly string[] {
  return (host.list(directory) ?? []).filter((name) => form.test(name)).toSorted(naturalOrder);
}
