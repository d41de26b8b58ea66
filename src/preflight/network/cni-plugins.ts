import { join } from "node:path";
import { grouped } from "../../host/grouped.ts";
import type { HostTree } from "../../host/host-tree.ts";
import { objectIn, stringIn } from "../../oci/json-reading.ts";
import { type Problem, problem } from "../../problems.ts";
import { pathInMessage, textInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { type Presence, presence } from "../mounts/presence.ts";
import { ownersOf } from "../owners.ts";
import { cniDirectories } from "./cni-directories.ts";
import { type CniFile, cniNetworks } from "./cni-networks.ts";
import { movedInterfaces } from "./moved-interfaces.ts";

/** Whether the programs are there that the networks of the host are set up with. */
export const cniPlugins: Check = {
  name: "cni-plugins",
  run: (subject) => {
    const moved = movedInterfaces(subject);
    if (moved.length === 0) return [];
    const needs = cniNetworks(subject.host).networks.flatMap((file) =>
      programsOf(file).map((type) => ({ type, file })),
    );
    return [...grouped(needs, ({ type }) => type)].flatMap(([type, users]) => {
      const files = [...new Set(users.map(({ file }) => file.path))];
      return pluginProblems(type, files, subject.host).map((each): Problem => ({ ...each, ...ownersOf(...moved) }));
    });
  },
};

/** Its plugins and those that these call for addresses, each once. */
function programsOf({ plugins }: CniFile): readonly string[] {
  const types = plugins.flatMap(({ type, fields }) => [type, stringIn(objectIn(fields["ipam"])["type"]) ?? ""]);
  return [...new Set(types)].filter((type) => type !== "");
}

function pluginProblems(type: string, files: readonly string[], host: HostTree): Problem[] {
  const { plugins } = cniDirectories(host);
  const shown = textInMessage(type);
  const [path = ""] = files;
  const needed = `${pathInMessage(path)}${files.length > 1 ? ` and ${files.length - 1} more` : ""}`;
  if (type.includes("/")) return [];
  const found = new Set(plugins.map((directory): Presence => presence(host, join(directory, type))));
  if (found.has("file")) return [];
  if (found.has("unseen")) {
    const message = `Cannot tell whether the CNI plugin ${shown} that ${needed} names is there: permission denied`;
    return [problem("unknown", message, { path, fix: "Run as root" })];
  }
  const message = `There is no CNI plugin ${shown} in ${plugins.join(", ")}, which ${needed} names: its network cannot be set up`;
  return [problem("cni-plugin-missing", message, { path, fix: `Install ${shown} in ${plugins[0] ?? "/opt/cni/bin"}` })];
}
