import type { FakeHostParts } from "../../host/fake-host.ts";

/** A host on which AppArmor is on, with a list of loaded profiles, as `NAME (MODE)`, and files of policy by their paths. */
export function confinedHost(
  loaded: readonly string[] | undefined,
  policy: Readonly<Record<string, string>> = {},
): FakeHostParts {
  const files = Object.entries(policy).map(([name, text]): [string, string] => [`/etc/apparmor.d/${name}`, text]);
  return {
    files: {
      "/sys/module/apparmor/parameters/enabled": "Y\n",
      ...(loaded && { "/sys/kernel/security/apparmor/profiles": loaded.map((line) => `${line}\n`).join("") }),
      ...Object.fromEntries(files),
    },
    directories: ["/etc/apparmor.d/local"],
  };
}

export function ociWith(apparmorProfile: string, capabilities: readonly string[] = []): object {
  return { process: { apparmorProfile, capabilities: { bounding: capabilities } } };
}
