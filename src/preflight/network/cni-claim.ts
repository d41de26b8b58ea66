import { basename, dirname, resolve } from "node:path";
import type { HostTree } from "../../host/host-tree.ts";
import { sysfsLink, sysfsText } from "../../host/sysfs-value.ts";
import { objectIn, stringIn } from "../../oci/json-reading.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { CniPlugin } from "./cni-network.ts";
import type { HostInterface } from "./host-interface.ts";
import { hostRoutes } from "./host-routes.ts";

interface Row {
  /** Only for these plugins; absent for all. */
  readonly types?: ReadonlySet<string>;
  /** Undefined where it is not for the row to say. */
  readonly value: (plugin: CniPlugin) => string | undefined;
  readonly isOne: (value: string, found: HostInterface, host: HostTree) => boolean;
  readonly use: (value: string) => string;
}

const field =
  (name: string) =>
  ({ fields }: CniPlugin): string | undefined =>
    stringIn(fields[name]) || undefined;

const isName = (value: string, { name }: HostInterface): boolean => value === name;

/** The keys by which plugins are told of host devices, from the sources of the plugins. */
const rows: readonly Row[] = [
  {
    value: (plugin) => (plugin.fields["linkincontainer"] === true ? undefined : field("master")(plugin)),
    isOne: isName,
    use: () => "it is its master",
  },
  {
    types: new Set(["macvlan", "ipvlan"]),
    value: (plugin) =>
      field("master")(plugin) === undefined && plugin.fields["linkincontainer"] !== true ? "" : undefined,
    isOne: (_, { name }, host) =>
      hostRoutes(host)
        ?.get(name)
        ?.some(({ isDefault }) => isDefault) === true,
    use: () => "it is its master, as the interface of the default route",
  },
  { value: field("device"), isOne: isName, use: () => "it moves it into containers" },
  {
    value: field("hwaddr"),
    isOne: (value, { path }, host) => sysfsText(host, `${path}/address`)?.toLowerCase() === hardwareAddress(value),
    use: (value) => `it moves the one with address ${hardwareAddress(value)} into containers`,
  },
  {
    value: field("kernelpath"),
    isOne: (value, { path }) => value.startsWith("/sys/devices/") && ofDevice(path).includes(resolve(value)),
    use: (value) => `it moves the one of ${pathInMessage(resolve(value))} into containers`,
  },
  {
    value: (plugin) => stringIn(objectIn(plugin.fields["runtimeconfig"])["deviceID"]) || field("deviceid")(plugin),
    isOne: isDevice,
    use: (value) => `it moves the one of the device ${value} into containers`,
  },
  {
    value: field("pcibusid"),
    isOne: isDevice,
    use: (value) => `it moves the one of the device ${value} into containers`,
  },
  {
    types: new Set(["bridge"]),
    value: (plugin) => field("bridge")(plugin) ?? "cni0",
    isOne: (value, { name, path }, host) => value === name || sysfsLink(host, `${path}/master`) === value,
    use: (value) => `it is on its bridge ${value}`,
  },
];

/** What a plugin does with an interface of the host; undefined where it leaves it alone. */
export function cniClaim(plugin: CniPlugin, found: HostInterface, host: HostTree): string | undefined {
  for (const { types, value, isOne, use } of rows) {
    const given = types === undefined || types.has(plugin.type) ? value(plugin) : undefined;
    if (given !== undefined && isOne(given, found, host)) return use(given);
  }
  return undefined;
}

/** Of the three spellings that Go reads, that of sysfs. */
function hardwareAddress(value: string): string {
  return (value.replaceAll(/[:.-]/g, "").toLowerCase().match(/../g) ?? []).join(":");
}

/** The directories of the device that an interface is of: its own and, for virtio, the PCI function's. */
function ofDevice(path: string): readonly string[] {
  const own = dirname(dirname(path));
  return basename(dirname(path)) !== "net" ? [] : /^virtio\d+$/.test(basename(own)) ? [own, dirname(own)] : [own];
}

function isDevice(value: string, { path }: HostInterface): boolean {
  return ofDevice(path).some(
    (directory) => basename(directory) === value.toLowerCase() || basename(directory) === value,
  );
}
