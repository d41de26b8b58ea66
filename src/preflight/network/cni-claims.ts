import { quote } from "../../cdi/quote.ts";
import { type Problem, problem } from "../../problems.ts";
import { pathInMessage, textInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { ownersOf } from "../owners.ts";
import type { Subject } from "../subject.ts";
import { cniClaim } from "./cni-claim.ts";
import { type CniFile, cniNetworks } from "./cni-networks.ts";
import { type HostInterface, hostInterface } from "./host-interface.ts";
import { type MovedInterface, movedInterfaces } from "./moved-interfaces.ts";

/** Whether CNI is configured to use the interfaces for other containers. */
export const cniClaims: Check = {
  name: "cni-claims",
  run: (subject) => movedInterfaces(subject).flatMap((moved) => claims(moved, subject)),
};

function claims(moved: MovedInterface, { host }: Subject): Problem[] {
  const found = hostInterface(host, moved.host);
  if (typeof found === "string") return [];
  return cniNetworks(host).networks.flatMap((file) =>
    file.plugins.flatMap((plugin): Problem[] => {
      const use = cniClaim(plugin, found, host);
      return use === undefined ? [] : [claimed(moved, found, file, `${textInMessage(plugin.type)} says that ${use}`)];
    }),
  );
}

function claimed(moved: MovedInterface, { name }: HostInterface, file: CniFile, use: string): Problem {
  const { path } = file;
  const network = `the CNI network ${quote(file.name)}${file.isDefault ? ", the default one," : ""}`;
  const message = `The network interface ${pathInMessage(name)} is taken by ${network} in ${pathInMessage(path)} (${chainOf(file)}): ${use}; its containers lose it, or have it already`;
  const fix = `Take it out of ${pathInMessage(path)}, or name another interface in ${moved.writtenIn}`;
  return problem("net-device-claimed", message, { ...ownersOf(moved), path, fix });
}

/** So many plugins stand in a message; chains have three or four. */
const shown = 8;

/** The plugins in the order in which they are called. */
function chainOf({ plugins }: CniFile): string {
  const types = plugins.slice(0, shown).map(({ type }) => textInMessage(type));
  return [...types, ...(plugins.length > shown ? [`${plugins.length - shown} more`] : [])].join(" -> ");
}
