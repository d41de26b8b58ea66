import type { HostTree } from "../../host/host-tree.ts";
import { oncePer } from "../once-per.ts";

/** A route of the host by way of an interface: where it leads, such as `192.0.2.0/24`. */
export interface HostRoute {
  readonly to: string;
  readonly isDefault: boolean;
}

export type HostRoutes = ReadonlyMap<string, readonly HostRoute[]>;

/** More than a million bytes is a router's table. */
const longest = 4 * 1024 * 1024;

/** The routes of a host by interface; undefined where they cannot be read. A kernel can do without IPv6. */
export const hostRoutes = oncePer((host: HostTree): HostRoutes | undefined => {
  const text = first(host, "route");
  return text === undefined
    ? undefined
    : byInterface([...parseRoutes(text), ...parseRoutes6(first(host, "ipv6_route") ?? "")]);
});

/** Under another root, `/proc/net` would be that of this process, which need not be in the host's network namespace. */
function first(host: HostTree, name: string): string | undefined {
  const own = host.root === "/" ? undefined : host.readText(`/proc/1/net/${name}`, longest);
  return own ?? host.readText(`/proc/net/${name}`, longest);
}

interface Entry extends HostRoute {
  readonly by: string;
}

function byInterface(entries: readonly Entry[]): HostRoutes {
  const routes = new Map<string, HostRoute[]>();
  for (const { by, to, isDefault } of entries) {
    const known = routes.get(by);
    if (known) known.push({ to, isDefault });
    else routes.set(by, [{ to, isDefault }]);
  }
  return routes;
}

/** RTF_REJECT: such a route leads nowhere. */
const reject = 0x200;

/** Reads the form of `/proc/net/route`: numbers are in the byte order of the machine, the least byte first. */
export function parseRoutes(text: string): readonly Entry[] {
  return text.split("\n").flatMap((line): Entry[] => {
    const [by, destination = "", , flags = "", , , , mask = ""] = line.trim().split(/\s+/);
    if (!by || ![destination, mask].every((field) => /^[0-9A-F]{8}$/i.test(field))) return [];
    if ((Number.parseInt(flags, 16) & reject) !== 0) return [];
    const isDefault = /^0+$/.test(destination) && /^0+$/.test(mask);
    const address =
      destination
        .match(/../g)
        ?.reverse()
        .map((byte) => Number.parseInt(byte, 16))
        .join(".") ?? "";
    const ones = Number.parseInt(mask, 16).toString(2).replaceAll("0", "").length;
    return [{ by, to: `${address}/${ones}`, isDefault }];
  });
}

/** Each interface has a route to itself and to all groups; those say nothing of the host. */
const everywhere = /^(?:fe80|ff)/;

/** RTF_LOCAL: an address of the host itself. */
const local = 0x80000000;

/** Reads the form of `/proc/net/ipv6_route`. */
export function parseRoutes6(text: string): readonly Entry[] {
  return text.split("\n").flatMap((line): Entry[] => {
    const fields = line.trim().split(/\s+/);
    const [destination = "", length = ""] = fields;
    const [flags, by] = [Number.parseInt(fields[8] ?? "", 16), fields[9]];
    if (!by || !/^[0-9a-f]{32}$/.test(destination) || !/^[0-9a-f]{2}$/.test(length)) return [];
    if (by === "lo" || (flags & (reject | local)) !== 0 || everywhere.test(destination)) return [];
    const bits = Number.parseInt(length, 16);
    return [{ by, to: `${spelt(destination)}/${bits}`, isDefault: bits === 0 }];
  });
}

function spelt(digits: string): string {
  const groups = digits.match(/.{4}/g)?.map((group) => group.replace(/^0{1,3}/, "")) ?? [];
  return groups.join(":").replace(/(?:^|:)0(?::0)+(?::|$)/, "::");
}
