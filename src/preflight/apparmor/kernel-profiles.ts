import type { HostTree } from "../../host/host-tree.ts";
import { oncePer } from "../once-per.ts";

/** Whether the kernel of a host confines programs by AppArmor; `unseen` where sysfs does not say. */
export const apparmorState = oncePer((host: HostTree): "on" | "off" | "unseen" => {
  const enabled = host.readText("/sys/module/apparmor/parameters/enabled");
  if (enabled !== undefined) return enabled.startsWith("Y") ? "on" : "off";
  const modules = host.list("/sys/module");
  return !modules || modules.includes("apparmor") ? "unseen" : "off";
});

/** The names of profiles, and in which mode each is: `enforce`, `complain` and so on. */
export type LoadedProfiles = ReadonlyMap<string, string>;

/** Reads the kernel's list of profiles, a line of which is `NAME (MODE)`; a name can have spaces and brackets. */
export function parseLoadedProfiles(text: string): LoadedProfiles {
  return new Map(
    text.split("\n").flatMap((line): [string, string][] => {
      const bracket = line.lastIndexOf(" (");
      return bracket > 0 && line.endsWith(")") ? [[line.slice(0, bracket), line.slice(bracket + 2, -1)]] : [];
    }),
  );
}

export const loadedList = "/sys/kernel/security/apparmor/profiles";

const longest = 4 * 1024 * 1024;

/** Those of a host; undefined where its kernel does not say, as it does to root alone. */
export const loadedProfiles = oncePer((host: HostTree): LoadedProfiles | undefined => {
  const text = host.readText(loadedList, longest);
  return text === undefined ? undefined : parseLoadedProfiles(text);
});

/**
 * The profiles that `process.apparmorProfile` names: several where they are stacked (`a//&b`). Of a namespace of policy
 * (`:ns:a`) nothing is known here, and `unconfined` is always there.
 */
export function namedProfiles(text: string): readonly string[] {
  const names = text.split(/^&|\/\/&/).filter((name) => name !== "" && name !== "unconfined" && !name.startsWith(":"));
  return [...new Set(names)];
}
